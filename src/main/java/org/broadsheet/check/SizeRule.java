package org.broadsheet.check;

import static org.broadsheet.check.RuleText.warning;

/** How much there is of it. */
enum SizeRule implements Rule {
    CLIPPED_BY_GMAIL(warning("""
            Gmail cuts the HTML of a message at 102 kB and hides the rest, the unsubscribe link with it. The warning comes at
            100 kB.""")
            .words(
                    "an edition of 300 items, each with a summary",
                    "the same in two editions, or with a link to the rest")),
    HEAVY_MESSAGE(warning("""
            The whole message, encoded as it is sent, is larger than 2 MB. It costs readers on the move, takes its time with
            relays, and counts against mailboxes.""")
            .words("a message with six photographs of 500 kB each", "the same photographs at 1104 pixels of width")),
    HEAVY_PICTURES(
            warning("""
            One picture weighs more than 500 kB, or all of them together more than 1 MB. A column is 600 pixels wide, so 1200
            are enough for any screen.""").words("a photograph of 800 kB", "the same photograph scaled to 1200 pixels, of 150 kB")),
    LARGE_STYLES(warning("""
            Gmail drops the style sheets in the head of a message altogether when they are larger than 16 kB.""").words("a template with 17 kB of media queries", "a template with 3 kB of them"));

    private final RuleText text;

    SizeRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
