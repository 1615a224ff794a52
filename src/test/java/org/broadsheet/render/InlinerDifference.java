package org.broadsheet.render;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** In what the inliner differs from the one that it is compared with; docs/INLINER.md says why. */
enum InlinerDifference {
    /** Of a whole page: here it is an error. */
    REFUSED_HERE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return false;
        }
    },
    /** Of a whole page: there it is an exception. */
    REFUSED_THERE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return false;
        }
    },
    CLASS_NOT_NEEDED {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "class") && here.isEmpty();
        }
    },
    RULE_KEPT_HERE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("rule") && here.equals("kept") && !JUDGED_BY_THE_PROGRAM.contains(page);
        }
    },
    UNIVERSAL_OR_STRUCTURAL {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return JUDGED_BY_THE_PROGRAM.contains(page)
                    && (fact.kind().equals("rule") && here.equals("kept")
                            || fact.kind().equals("style") && here.isEmpty());
        }
    },
    VARIABLE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("style")
                    && (here.startsWith("var(") || fact.name().startsWith("--"));
        }
    },
    COLOUR_OF_OLD_FORM_ONLY {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "bgcolor")
                    && (here.isEmpty()
                            ? !SIX_DIGITS.matcher(there).matches()
                            : SIX_DIGITS.matcher(here).matches())
                    && !there.isEmpty();
        }
    },
    COLOUR_OF_THE_BODY {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "bgcolor") && fact.element().endsWith(" body") && there.isEmpty();
        }
    },
    WIDTH_IN_PIXELS_ONLY {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "width") && here.isEmpty() && !there.matches("\\d+");
        }
    },
    WRITTEN_WIDTH_STAYS {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "width") && page.equals("attribute-width-that-is-there") && !here.isEmpty();
        }
    },
    NO_HEIGHT {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "height") && here.isEmpty();
        }
    },
    NO_BACKGROUND_PICTURE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "background") && here.isEmpty();
        }
    },
    NO_ALIGN_OF_TABLES {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "align") && fact.element().endsWith(" table") && here.isEmpty();
        }
    },
    NO_ALIGN_THAT_HTML_LACKS {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return (isAttribute(fact, "align") || isAttribute(fact, "valign"))
                    && here.isEmpty()
                    && !KNOWN_ALIGNMENT.matcher(there).matches();
        }
    },
    MISREAD_THERE {
        @Override
        boolean is(String page, NormalPage.Fact fact, String here, String there) {
            return MISREAD.contains(page) && fact.kind().equals("style") && !here.isEmpty();
        }
    };

    private static final Pattern SIX_DIGITS = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern KNOWN_ALIGNMENT =
            Pattern.compile("left|right|center|justify|top|middle|bottom|baseline");
    private static final Set<String> JUDGED_BY_THE_PROGRAM =
            Set.of("selector-universal", "selector-structural", "selector-where");

    /** Pages that a browser shows as they are inlined here. */
    private static final Set<String> MISREAD = Set.of(
            "comments-of-html-around-css",
            "important-with-spaces-and-capitals",
            "selector-attribute-quoted-characters",
            "selector-is");

    /**
     * @param here empty where this inliner writes nothing
     * @param there the same of the other
     */
    abstract boolean is(String page, NormalPage.Fact fact, String here, String there);

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<InlinerDifference> of(String page, NormalPage.Fact fact, String here, String there) {
        return Stream.of(values())
                .filter(one -> one.is(page, fact, here, there))
                .findFirst();
    }

    private static boolean isAttribute(NormalPage.Fact fact, String name) {
        return fact.kind().equals("attribute") && fact.name().equals(name);
    }
}
