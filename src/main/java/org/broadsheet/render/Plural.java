package org.broadsheet.render;

import java.util.Locale;
import java.util.Set;

/** The forms that words take beside a number. Unicode CLDR, "Language Plural Rules", for whole numbers. */
enum Plural {
    ZERO,
    ONE,
    TWO,
    FEW,
    MANY,
    OTHER;

    /** @param language one that {@link Words} has words for; others count as English does */
    static Plural of(String language, int number) {
        return switch (language) {
            case "ja", "zh" -> OTHER;
            case "fr", "pt" -> number == 0 || number == 1 ? ONE : OTHER;
            case "ar" -> arabic(number);
            default -> number == 1 ? ONE : OTHER;
        };
    }

    private static Plural arabic(int number) {
        int rest = number % 100;
        return switch (number) {
            case 0 -> ZERO;
            case 1 -> ONE;
            case 2 -> TWO;
            default -> rest >= 3 && rest <= 10 ? FEW : rest >= 11 ? MANY : OTHER;
        };
    }

    /** Those that {@link #of} can give. */
    static Set<Plural> in(String language) {
        return switch (language) {
            case "ja", "zh" -> Set.of(OTHER);
            case "ar" -> Set.of(values());
            default -> Set.of(ONE, OTHER);
        };
    }

    /** As keys end: {@code .one}. */
    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
