package org.broadsheet.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that some readers cannot do anything with: vague links, capitals, cells without a heading. */
final class Wording implements Inspection {
    private static final Set<String> VAGUE = Set.of(
            "here",
            "click here",
            "click",
            "this",
            "this link",
            "link",
            "more",
            "read more",
            "learn more",
            "see more",
            "see here",
            "read here",
            "page",
            "this page",
            "article",
            "this article",
            "website",
            "hier",
            "hier klicken",
            "klicken sie hier",
            "klick hier",
            "mehr",
            "mehr lesen",
            "weiterlesen",
            "ici",
            "cliquez ici",
            "cliquer ici",
            "lire la suite",
            "en savoir plus",
            "plus",
            "lien",
            "ce lien",
            "aquí",
            "aqui",
            "haz clic aquí",
            "haga clic aquí",
            "clic aquí",
            "leer más",
            "más",
            "más información",
            "enlace",
            "este enlace",
            "clique aqui",
            "leia mais",
            "saiba mais",
            "mais",
            "este link");

    // At least three words in a row, two of them too long for acronyms.
    private static final Pattern CAPITALS = Pattern.compile(
            "(?<![\\p{L}\\p{N}_])\\p{Lu}[\\p{Lu}'’-]*(?:[ ,]+\\p{Lu}[\\p{Lu}'’-]*){2,60}(?![\\p{L}\\p{N}_])");

    private static final Pattern LONG_WORD = Pattern.compile("\\p{Lu}[\\p{Lu}'’-]{4,}");

    @Override
    public void inspect(Draft draft, Findings findings) {
        draft.matter().links().forEach(link -> vague(link, findings));
        draft.matter().passages().stream()
                .filter(passage -> passage.kind() != Passage.Kind.LINK) // perhaps the title of another's work
                .forEach(passage -> capitals(passage, findings));
        for (Matter.Table table : draft.matter().tables()) {
            if (!table.headed()) {
                findings.add(
                        AccessibilityRule.TABLE_WITHOUT_HEADER,
                        table.at(),
                        "the columns of the table have no headings",
                        "name them in its first row");
            }
        }
    }

    private static void vague(LinkUse link, Findings findings) {
        String words = link.words() == null ? "" : link.words();
        String plain = words.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.!…:»›→>]+$", "");
        if (VAGUE.contains(plain)) {
            String message = "'" + words.strip() + "' does not say where the link leads";
            findings.add(AccessibilityRule.VAGUE_LINK, link.at(), message, "name what it leads to");
        }
    }

    /** Acronyms are short. */
    private static boolean isShouted(String words) {
        return LONG_WORD.matcher(words).results().count() >= 2;
    }

    /** Whether a word of it is too long for an acronym. */
    static boolean isLoud(String words) {
        return LONG_WORD.matcher(words).find();
    }

    private static void capitals(Passage passage, Findings findings) {
        Matcher matcher = CAPITALS.matcher(passage.text());
        while (matcher.find()) {
            if (isShouted(matcher.group())) {
                String message = "'" + matcher.group() + "' is in capitals";
                String hint = "write it small, with **emphasis** if it needs some";
                findings.add(AccessibilityRule.ALL_CAPS, passage.at(matcher.start()), message, hint);
            }
        }
    }
}
