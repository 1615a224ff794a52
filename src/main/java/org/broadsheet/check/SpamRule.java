package org.broadsheet.check;

import static org.broadsheet.check.RuleText.warning;

/** What spam filters hold against a mail. */
enum SpamRule implements Rule {
    IMAGE_ONLY(warning("""
            The mail shows pictures and next to no text, as mail does that hides its words from filters.""").words("an edition that is one poster", "the poster, and below it what it says")),
    SHOUTING_SUBJECT(warning("""
            The subject is in capitals, or ends in a row of exclamation marks.""").front("subject: RELEASE 1.4 FINALLY ARRIVED!!!", "subject: Release 1.4 is out")),
    HUGE_FONT(warning("""
            Text of the rendered mail is 64 pixels tall or more.""").html("<p style=\"font-size:80px\">Now!</p>", "<p style=\"font-size:40px\">Now</p>")),
    HIDDEN_TEXT(warning("""
            Text of the rendered mail cannot be seen: it is not displayed, transparent, of the colour of its ground or of no
            size. The preheader, which comes first, may be hidden.""")
            .html(
                    "<p>Seen</p><p style=\"display:none\">Words that only a filter would read</p>",
                    "<p>Seen</p><p>Words for everybody</p>"));

    private final RuleText text;

    SpamRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
