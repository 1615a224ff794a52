package org.broadsheet.render;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** In what the inliner differs from the one that it is compared with; docs/INLINER.md says why. */
enum InlinerDifference {
    /** Of a whole page: here it is an error. */
    REFUSED_HERE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return false;
        }
    },
    /** Of a whole page: there it is an exception. */
    REFUSED_THERE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return false;
        }
    },
    CLASS_NOT_NEEDED {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "class") && here.isEmpty();
        }
    },
    RULE_KEPT_HERE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("rule") && here.equals("kept") && !isJudgedByTheProgram(selector(fact));
        }
    },
    UNIVERSAL_OR_STRUCTURAL {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("rule") && here.equals("kept") && isJudgedByTheProgram(selector(fact))
                    || fact.kind().equals("style")
                            && here.isEmpty()
                            && page.hasRule(fact, there, rule -> isJudgedByTheProgram(rule.selector()));
        }
    },
    VARIABLE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("style")
                    && (here.startsWith("var(") || fact.name().startsWith("--"));
        }
    },
    COLOUR_OF_OLD_FORM_ONLY {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "bgcolor")
                    && (here.isEmpty()
                            ? !SIX_DIGITS.matcher(there).matches()
                            : SIX_DIGITS.matcher(here).matches())
                    && !there.isEmpty();
        }
    },
    COLOUR_OF_THE_BODY {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "bgcolor") && fact.element().endsWith(" body") && there.isEmpty();
        }
    },
    WIDTH_IN_PIXELS_ONLY {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "width") && here.isEmpty() && !there.matches("\\d+");
        }
    },
    WRITTEN_WIDTH_STAYS {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "width") && page.says(fact, here);
        }
    },
    NO_HEIGHT {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "height") && here.isEmpty();
        }
    },
    NO_BACKGROUND_PICTURE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "background") && here.isEmpty();
        }
    },
    NO_ALIGN_OF_TABLES {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return isAttribute(fact, "align") && fact.element().endsWith(" table") && here.isEmpty();
        }
    },
    NO_ALIGN_THAT_HTML_LACKS {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return (isAttribute(fact, "align") || isAttribute(fact, "valign"))
                    && here.isEmpty()
                    && !KNOWN_ALIGNMENT.matcher(there).matches();
        }
    },
    MISREAD_THERE {
        @Override
        boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there) {
            return fact.kind().equals("style")
                    && page.hasRule(
                            fact,
                            here,
                            rule -> MISREAD_SELECTOR.matcher(rule.selector()).find()
                                    || MISREAD_IMPORTANCE
                                            .matcher(rule.declarations())
                                            .find());
        }
    };

    private static final Pattern SIX_DIGITS = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern KNOWN_ALIGNMENT =
            Pattern.compile("left|right|center|justify|top|middle|bottom|baseline");

    /** What holds or not by what else is in the page, and what old programs do not know. */
    private static final Pattern JUDGED_BY_THE_PROGRAM =
            Pattern.compile("(^|[\\s,>+~(])\\*|:(first|last|only|nth)-|:empty|:where\\(");

    /** What a browser reads as this does: what follows the begin of a comment of HTML, signs in quotes, a list of alternatives. */
    private static final Pattern MISREAD_SELECTOR =
            Pattern.compile("<!--|=\\s*\"[^\"]*[^\\w\"-][^\"]*\"|=\\s*'[^']*[^\\w'-][^']*'|:is\\(");

    private static final Pattern MISREAD_IMPORTANCE =
            Pattern.compile("!\\s+(?i:important)|!(?!important)(?i:important)");

    /**
     * @param page as it was written
     * @param here empty where this inliner writes nothing
     * @param there the same of the other
     */
    abstract boolean is(WrittenPage page, NormalPage.Fact fact, String here, String there);

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<InlinerDifference> of(WrittenPage page, NormalPage.Fact fact, String here, String there) {
        return Stream.of(values())
                .filter(one -> one.is(page, fact, here, there))
                .findFirst();
    }

    private static String selector(NormalPage.Fact rule) {
        return rule.name().split("\\{", 2)[0];
    }

    private static boolean isJudgedByTheProgram(String selector) {
        return JUDGED_BY_THE_PROGRAM.matcher(selector).find();
    }

    private static boolean isAttribute(NormalPage.Fact fact, String name) {
        return fact.kind().equals("attribute") && fact.name().equals(name);
    }
}
