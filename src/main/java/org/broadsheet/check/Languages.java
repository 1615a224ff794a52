package org.broadsheet.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/** Whether the text is in the language that the edition claims. Guesses by the most frequent words, and by scripts. */
final class Languages implements Inspection {
    private static final int ENOUGH = 40; // words; fewer say too little

    private static final Map<String, Set<String>> FREQUENT = Map.of(
            "en",
            words("the and of to is for with that this you are was have from our"),
            "de",
            words("der die das und ist nicht mit wir auf für ein eine den auch von"),
            "fr",
            words("le la les des est une pour nous vous dans sur avec qui et du"),
            "es",
            words("el los las una por con para del se más su como y esta es"),
            "pt",
            words("o os uma para com não por do da dos das em mais um são"),
            "it",
            words("il gli una che per con di della sono nel anche più è alla del"),
            "nl",
            words("het een van en niet voor zijn wij met ook op dat naar maar deze"));

    private static final Map<Character.UnicodeScript, Set<String>> SCRIPTS = Map.of(
            Character.UnicodeScript.HIRAGANA, Set.of("ja"),
            Character.UnicodeScript.HAN, Set.of("zh", "ja", "ko"),
            Character.UnicodeScript.HANGUL, Set.of("ko"),
            Character.UnicodeScript.ARABIC, Set.of("ar", "fa", "ur", "ps"),
            Character.UnicodeScript.HEBREW, Set.of("he", "iw", "yi"),
            Character.UnicodeScript.CYRILLIC, Set.of("ru", "uk", "bg", "sr", "mk", "be", "kk"),
            Character.UnicodeScript.GREEK, Set.of("el"));

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    @Override
    public void inspect(Draft draft, Findings findings) {
        String text = draft.matter().passages().stream()
                .filter(passage -> passage.kind() == Passage.Kind.PROSE)
                .map(Passage::text)
                .collect(Collectors.joining("\n"));
        String declared = draft.front().language().getLanguage();
        String guess = guess(text, declared);
        if (guess != null) {
            String name = Locale.forLanguageTag(guess).getDisplayLanguage(Locale.ENGLISH);
            Position at = draft.lines().at("language", "lang");
            findings.add(
                    AccessibilityRule.LANGUAGE,
                    at,
                    "the text seems to be " + name + ", but the edition's language is '"
                            + draft.front().language().toLanguageTag() + "'",
                    "write language: " + guess + " in the front matter");
        }
    }

    /** The language that the text surely is in, if it is not the declared one. */
    private static @Nullable String guess(String text, String declared) {
        Map<Character.UnicodeScript, Integer> letters = new HashMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(Character.UnicodeScript.of(letter), 1, Integer::sum));
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        for (Map.Entry<Character.UnicodeScript, Set<String>> script : SCRIPTS.entrySet()) {
            int share = letters.getOrDefault(script.getKey(), 0);
            if (all >= ENOUGH && share * 2 > all && !script.getValue().contains(declared)) {
                return script.getKey() == Character.UnicodeScript.HAN
                        ? "zh"
                        : script.getValue().stream().sorted().findFirst().orElseThrow();
            }
        }
        return guessByWords(text, declared);
    }

    private static @Nullable String guessByWords(String text, String declared) {
        List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
        if (words.size() < ENOUGH) {
            return null;
        }
        Map<String, Long> hits = new HashMap<>();
        FREQUENT.forEach((language, frequent) ->
                hits.put(language, words.stream().filter(frequent::contains).count()));
        String best = FREQUENT.keySet().stream()
                .max(java.util.Comparator.comparing(language -> java.util.Objects.requireNonNull(hits.get(language))))
                .orElseThrow();
        long most = hits.getOrDefault(best, 0L);
        long own = hits.getOrDefault(declared, 0L);
        boolean sure = most * 100 > words.size() * 12L && most > 2 * own + 4;
        boolean comparable = FREQUENT.containsKey(declared)
                || SCRIPTS.values().stream().anyMatch(languages -> languages.contains(declared));
        return sure && comparable && !best.equals(declared) ? best : null;
    }
}
