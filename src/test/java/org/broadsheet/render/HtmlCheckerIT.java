package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.edition.ImageMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTML of every template before the Nu HTML checker. */
class HtmlCheckerIT {
    /** What a web page must not have and mail programs need. */
    private static final Pattern NEEDED = Pattern.compile(String.join(
            "|",
            // Outlook lays out by Word, which knows these better than their styles.
            "The “(align|width|cellpadding|cellspacing|border)” attribute on the “table” element is obsolete.*",
            "The “(align|valign|width|height)” attribute on the “(td|th)” element is obsolete.*",
            "The “bgcolor” attribute on the “(body|table|tr|td|th)” element is obsolete.*",
            "Attribute “xmlns:[vo]” not allowed here\\.",
            "Attribute with the local name “xmlns:[vo]” is not serializable as XML 1\\.0\\.",
            "CSS: “mso-(table-[lr]space|hide|padding-alt)”: Property .* doesn't exist\\.",
            // The name that Apple's mail program gave the property before it was a standard.
            "CSS: “supported-color-schemes”: Property .* doesn't exist\\.",
            // An author's own heading in the opening, before the first section.
            "The heading “h3” \\(with computed level 3\\) follows the heading “h1”.*"));

    private static final HtmlChecker CHECKER = new HtmlChecker();

    record Shown(String name, String html) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shown> mails() {
        Stream<Shown> editions = Sample.TEMPLATES.stream()
                .flatMap(template -> Stream.of("en", "ar", "nl", "ja")
                        .map(language -> new Shown(
                                template + " " + language,
                                Sample.everyBlock(template, "#466bb0", language).html(Workspace.ada()))));
        Stream<Shown> mixed = Sample.TEMPLATES.stream()
                .map(template -> new Shown(template + " en, said in ar", said(template, "ar")));
        Stream<Shown> notices = NoticesTest.each().stream()
                .flatMap(notice -> Stream.of("en", "ar")
                        .map(language -> new Shown(
                                notice.kind().word() + " " + language,
                                NoticesTest.write(notice, language).html())));
        return Stream.of(editions, mixed, notices).flatMap(mails -> mails);
    }

    private static String said(String template, String language) {
        return new Renderer(Sample.files(), Sample.brand("#466bb0"), new Settings(ImageMode.INLINE, null))
                .render(Sample.edition(template, Locale.ENGLISH), Locale.forLanguageTag(language))
                .html(Workspace.ada());
    }

    @ParameterizedTest
    @MethodSource("mails")
    void it_finds_nothing_but_what_mail_programs_need(Shown mail) throws ReflectiveOperationException {
        assertThat(remarks(mail.html())).isEmpty();
    }

    @Test
    void it_is_at_work() throws ReflectiveOperationException {
        String html = Sample.everyBlock("recap").html(Workspace.ada());
        assertThat(remarks(html.replace("</h1>", "</h4>"))).isNotEmpty();
        assertThat(remarks(html.replaceFirst(" alt=\"A boat\"", ""))).anyMatch(said -> said.contains("alt"));
        assertThat(remarks(html.replace("role=\"article\"", "role=\"articel\"")))
                .isNotEmpty();
    }

    private static List<String> remarks(String html) throws ReflectiveOperationException {
        return CHECKER.messages(html).stream()
                .filter(said -> !NEEDED.matcher(said).matches())
                .distinct()
                .toList();
    }
}
