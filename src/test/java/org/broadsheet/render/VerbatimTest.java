package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other template languages would evaluate is what this community writes about: it arrives as it was written. */
class VerbatimTest {
    static List<String> snippets() {
        return List.of(
                "{{ .Values.image.tag }}",
                "{{- if .Values.enabled }}x{{- end }}",
                "{{ range $i, $e := .Items }}{{ $e }}{{ end }}",
                "{{ include \"chart.name\" . | quote }}",
                "${{ github.event.pull_request.number }}",
                "${{ secrets.TOKEN }}",
                "{{#each people}}{{name}}{{/each}}",
                "{{{unescaped}}} {{&raw}} {{>partial}} {{! comment }} {{=<% %>=}}",
                "{{subscriber}} {{ links.unsubscribe }} {{say.why}}",
                "{{open}} {{{close}}} {{^sections}}x{{/sections}}",
                "$1 \\1 %s %d {0} ${jndi:ldap://x.example/a}");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void in_prose(String snippet) {
        // A backslash before punctuation is Markdown's own, and so are some pairs of signs.
        String escaped = snippet.replaceAll("[\\\\_*<>&]", "\\\\$0");
        assertArrives(new Workspace().render("Before " + escaped + " after.\n"), snippet);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void in_code(String snippet) {
        assertArrives(new Workspace().render("Use `" + snippet + "` here.\n"), snippet);
        assertArrives(new Workspace().render("```yaml\n" + snippet + "\n```\n"), snippet);
        assertArrives(new Workspace().render("## Code {topic=events}\n\n    " + snippet + "\n"), snippet);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void in_the_subject(String snippet) {
        Mailing mailing = new Workspace().render("About " + snippet, "Prose.\n");
        assertThat(mailing.subject(Workspace.ada())).isEqualTo("About " + snippet);
        assertThat(Jsoup.parse(mailing.html(Workspace.ada())).title()).isEqualTo("About " + snippet);
    }

    @Test
    void in_a_slots_own_words_inside_code() {
        Mailing mailing = new Workspace().render("Write `{{subscriber.first_name|there}}` to greet.\n");
        assertArrives(mailing, "{{subscriber.first_name|there}}");
    }

    @Test
    void in_the_name_of_a_subscriber() {
        Mailing mailing = new Workspace().render("Hello {{subscriber.first_name}}, {{subscriber.name|you}}.\n");
        Recipient joker = Workspace.recipient("{{subscriber.address}}", "<script>alert('{{edition.title}}')</script>");
        assertThat(mailing.text(joker))
                .contains("Hello <script>alert('{{edition.title}}')</script>, {{subscriber.address}}.");
        assertThat(mailing.html(joker)).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(mailing.html(joker)).doesNotContain("ada@reader.example");
    }

    @Test
    void a_name_with_line_breaks_stays_on_its_line() {
        Mailing mailing = new Workspace().render("Hi {{subscriber.name}}", "Hello {{subscriber.first_name}}!\n");
        Recipient joker = Workspace.recipient("A\r\nBcc: b@b.example", "A\r\n\r\nB\u202Eevil");
        assertThat(mailing.text(joker)).contains("Hello A    Bevil!");
        String message = new String(mailing.message(joker), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(message).doesNotContainPattern("(?m)^Bcc");
    }

    @Test
    void a_value_inside_a_link_cannot_change_where_it_leads() {
        Mailing mailing =
                new Workspace().render("[Answer](https://forms.example/?who={{subscriber.name}}&lang=en) me.\n");
        Recipient joker = Workspace.recipient("a&lang=xx#\"><b>ü", "");
        String encoded = "https://forms.example/?who=a%26lang%3Dxx%23%22%3E%3Cb%3E%C3%BC&lang=en";
        assertThat(Jsoup.parse(mailing.html(joker)).select("a").attr("href")).isEqualTo(encoded);
        assertThat(mailing.text(joker)).contains("[1] " + encoded);
    }

    @Test
    void a_fallback_stands_in_for_a_missing_name() {
        Mailing mailing = new Workspace()
                .render("{{subscriber.first_name|Friend}}: news", "Hi {{subscriber.first_name|there}}!\n");
        assertThat(mailing.text(Workspace.recipient("", ""))).contains("Hi there!");
        assertThat(mailing.subject(Workspace.recipient("", "\u202E "))).isEqualTo("Friend: news");
        assertThat(mailing.html(Workspace.recipient("", "Bo"))).contains("Hi Bo!");
    }

    @Test
    void slots_of_the_edition_are_filled_in_once() {
        Mailing mailing = new Workspace()
                .render(
                        "{{edition.name}}: {{edition.lead}}",
                        "On {{edition.date}}: {{edition.title}}.\n\n## First\nProse.\n");
        assertThat(mailing.subject(Workspace.ada())).isEqualTo("Istio Recap: First");
        assertThat(mailing.text(Workspace.ada())).contains("On 20 November 2025: The week.");
    }

    private static void assertArrives(Mailing mailing, String snippet) {
        assertThat(mailing.text(Workspace.ada()).replaceAll("\\s+", " ")).contains(snippet);
        assertThat(Jsoup.parse(mailing.html(Workspace.ada())).body().wholeText().replaceAll("\\s+", " "))
                .contains(snippet);
    }
}
