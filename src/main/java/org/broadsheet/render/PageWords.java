package org.broadsheet.render;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What pages say by themselves, in one language: that of the mails, where it can be. Immutable. */
public final class PageWords {
    private final Words words;

    private PageWords(Words words) {
        this.words = words;
    }

    /** In the first language of these that there are words for; else English. @param wanted BCP 47 */
    public static PageWords of(List<String> wanted) {
        Locale language = wanted.stream()
                .map(Locale::forLanguageTag)
                .filter(locale -> Words.spoken(locale).isPresent())
                .findFirst()
                .orElse(Locale.ENGLISH);
        return new PageWords(Words.ofPages(language));
    }

    /** Whether there are words in this language. @param tag BCP 47 */
    public static boolean has(String tag) {
        return Words.spoken(Locale.forLanguageTag(tag)).isPresent();
    }

    /** Each language that there are words for, by its tag, in its own name. */
    public static Map<String, String> languages() {
        Map<String, String> names = new TreeMap<>();
        for (String language : Words.LANGUAGES) {
            Words words = Words.ofPages(Locale.forLanguageTag(language));
            names.put(words.tag(), words.say("this_language"));
        }
        return names;
    }

    /** BCP 47. */
    public String tag() {
        return words.tag();
    }

    /** {@code ltr} or {@code rtl}. */
    public String dir() {
        return words.dir();
    }

    /** @param facts texts of any origin, by the names of the placeholders */
    public String say(String key, Map<String, String> facts) {
        return words.say(key, apart(facts));
    }

    /** All of them, filled in. */
    public Map<String, String> all(Map<String, String> facts) {
        return words.everything(apart(facts));
    }

    private Map<String, String> apart(Map<String, String> facts) {
        Map<String, String> apart = new TreeMap<>();
        facts.forEach((name, fact) -> apart.put(name, words.apart(Personal.clean(fact))));
        return apart;
    }
}
