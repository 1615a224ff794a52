package org.broadsheet.check;

import org.broadsheet.text.Severity;

/**
 * What the reference says of a rule.
 *
 * @param explanation one paragraph of Markdown
 * @param bad what the rule finds
 * @param good the same, mended
 */
record RuleText(Severity severity, String explanation, Place place, String bad, String good) {
    /** Where an example stands. */
    enum Place {
        /** In the text of an edition. */
        BODY("markdown"),
        /** Among the keys at its top. */
        FRONT("yaml"),
        /** In the style sheet of its template. */
        CSS("css"),
        /** In the HTML of its template. */
        HTML("html"),
        /** Too large for an example, or outside the edition: described. */
        WORDS("text");

        private final String fence;

        Place(String fence) {
            this.fence = fence;
        }

        /** The info string of a code block in Markdown. */
        String fence() {
            return fence;
        }
    }

    static RuleText error(String explanation) {
        return new RuleText(Severity.ERROR, explanation.strip(), Place.WORDS, "", "");
    }

    static RuleText warning(String explanation) {
        return new RuleText(Severity.WARNING, explanation.strip(), Place.WORDS, "", "");
    }

    static RuleText note(String explanation) {
        return new RuleText(Severity.NOTE, explanation.strip(), Place.WORDS, "", "");
    }

    RuleText body(String bad, String good) {
        return example(Place.BODY, bad, good);
    }

    RuleText front(String bad, String good) {
        return example(Place.FRONT, bad, good);
    }

    RuleText css(String bad, String good) {
        return example(Place.CSS, bad, good);
    }

    RuleText html(String bad, String good) {
        return example(Place.HTML, bad, good);
    }

    RuleText words(String bad, String good) {
        return example(Place.WORDS, bad, good);
    }

    private RuleText example(Place at, String bad, String good) {
        return new RuleText(severity, explanation, at, bad.strip(), good.strip());
    }
}
