package org.broadsheet.check;

import static org.broadsheet.check.RuleText.warning;

/** What mail programs understand; the facts are those of {@link ClientSupport}. */
enum ClientRule implements Rule {
    UNSUPPORTED_CSS(warning("""
            A style of the rendered mail does nothing in a mail program that many readers use. What is lost without harm,
            such as a round corner, is not reported, nor is what stands in a media query. Styles that only some minor
            programs lack are a note.""").css(".masthead { display: grid; }", ".masthead { padding: 28px 24px 0; }")),
    UNSUPPORTED_HTML(warning("""
            An element or attribute of the rendered mail is removed or ignored by a mail program that many readers use.""")
            .html(
                    "<form action=\"https://project.example/vote\"><input type=\"text\"></form>",
                    "<p><a href=\"https://project.example/vote\">Vote for a name</a></p>")),
    EMBEDDED_MEDIA(warning("""
            A video, a sound or a frame in the HTML of an edition: no mail can show it, so its readers get a link.""")
            .body(
                    "<video src=\"https://video.example/1.mp4\" title=\"The talk\"></video>",
                    "[The talk](https://video.example/1.mp4)")),
    UNSUPPORTED_IMAGE(warning("""
            The picture is of a kind that a mail program which many readers use does not show.""")
            .body("![The logo](https://project.example/logo.svg)", "![The logo](https://project.example/logo.png)"));

    private final RuleText text;

    ClientRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
