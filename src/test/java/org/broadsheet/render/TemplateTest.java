package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @Test
    void an_unknown_name_is_told_with_file_line_and_the_nearest_name() {
        Problem problem = problem("<p>\n{{#edition}}\n{{titel}}\n{{/edition}}");
        assertThat(problem.at()).hasToString("templates/plain/mail.html:3");
        assertThat(problem.message()).contains("'titel'");
        assertThat(problem.hint()).contains("'title'");
    }

    @Test
    void an_unknown_name_in_a_partial_is_told_with_the_partials_own_line() {
        Workspace workspace = new Workspace()
                .with("templates/plain/mail.html", "<p>\n{{>html/foot}}")
                .with("templates/plain/html/foot.mustache", "a\n\n{{brand.nmae}}");
        Problem problem = problem(workspace);
        assertThat(problem.at()).hasToString("templates/plain/html/foot.mustache:3");
        assertThat(problem.hint()).contains("brand.name");
    }

    @Test
    void sections_that_stand_thousands_deep_are_refused() {
        Problem problem = problem("{{#edition}}".repeat(30_000) + "x" + "{{/edition}}".repeat(30_000));
        assertThat(problem.at()).hasToString("templates/plain/mail.html");
        assertThat(problem.message()).contains("deep in each other");
    }

    @Test
    void a_template_that_is_not_utf8_is_refused_at_its_line() {
        Problem problem = problem(
                new Workspace().with("templates/plain/mail.html", new byte[] {'<', 'p', '>', '\n', (byte) 0xe9}));
        assertThat(problem.rule()).isEqualTo("not-utf-8");
        assertThat(problem.at()).hasToString("templates/plain/mail.html:2:1");
    }

    @Test
    void the_template_of_notices_is_not_for_editions() {
        Workspace workspace = new Workspace()
                .with("templates/notice/mail.html", "{{greeting}}")
                .with("templates/plain/template.yaml", "extends: notice")
                .without("templates/plain/mail.html");
        Problem problem = problem(workspace);
        assertThat(problem.at().file()).startsWith("editions/");
        assertThat(problem.message()).contains("'plain' is for mail to one person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{edition.getClass}}",
                "{{edition.class}}",
                "{{edition.hashCode}}",
                "{{edition.toString}}",
                "{{sections.size}}",
                "{{sections.empty}}",
                "{{css.length}}",
                "{{css.bytes}}",
                "{{say.keySet}}",
                "{{brand.links.stream}}"
            })
    void methods_are_out_of_reach(String template) {
        assertThat(problem("\n" + template).rule()).isEqualTo("unknown-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{>/etc/passwd}}",
                "{{>file:///etc/passwd}}",
                "{{>../../secret}}",
                "{{>html/../../x}}",
                "{{>.}}",
                "{{>html\\x}}",
                "{{>https://x.example/a}}",
                "{{>missing}}",
                "{{>*css}}",
                "{{<html/a}}{{/html/a}}",
                "{{$block}}{{/block}}",
                "{{%IMPLICIT-ITERATOR}}"
            })
    void only_partials_of_the_templates_own_folder_are_included(String template) {
        Problem problem = problem("\n" + template);
        assertThat(problem.at().file()).isEqualTo("templates/plain/mail.html");
        assertThat(problem.at().line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {{#sections}}         | Failed to close 'sections' tag
                    {{#sections}}{{/say}} | Mismatched start/end tags
                    {{title               | Improperly closed variable
                    {{}}                  | Empty mustache
                    """)
    void broken_syntax_is_told_with_its_line(String template, String message) {
        Problem problem = problem("one\n" + template);
        assertThat(problem.rule()).isEqualTo("bad-template");
        assertThat(problem.at().file()).isEqualTo("templates/plain/mail.html");
        assertThat(problem.at().line()).isEqualTo(2);
        assertThat(problem.message()).contains(message).doesNotContain("@[");
    }

    @Test
    void a_partial_that_includes_itself_for_ever_is_stopped() {
        Workspace workspace = new Workspace()
                .with("templates/plain/mail.html", "{{>a}}")
                .with("templates/plain/a.mustache", "x{{>b}}")
                .with("templates/plain/b.mustache", "y{{>a}}");
        assertThat(problem(workspace).message()).contains("includes itself");
    }

    @Test
    void a_template_that_does_not_exist_is_told_with_those_that_do() {
        InputException thrown = catchThrowableOfType(
                InputException.class,
                () -> new Workspace()
                        .render(Workspace.edition(
                                Workspace.FRONT.formatted("Hi").replace("plain", "plian") + "x\n")));
        Problem problem = thrown.problems().get(0);
        assertThat(problem.rule()).isEqualTo("missing-template");
        assertThat(problem.at().file()).isEqualTo("editions/2025-11-20-recap.md");
        assertThat(problem.hint()).contains("plain");
    }

    @Test
    void a_template_without_its_text_is_told() {
        Problem problem = problem(new Workspace().without("templates/plain/mail.txt"));
        assertThat(problem.at()).hasToString("templates/plain/mail.txt");
        assertThat(problem.rule()).isEqualTo("missing-template");
    }

    @Test
    void a_section_without_its_end_is_told() {
        Problem problem = problem(
                new Workspace().with("templates/plain/mail.html", "{{#sections}}{{{open}}}{{title}}{{/sections}}"));
        assertThat(problem.rule()).isEqualTo("unbalanced-section");
    }

    private static Problem problem(String html) {
        return problem(new Workspace().with("templates/plain/mail.html", html));
    }

    private static Problem problem(Workspace workspace) {
        InputException thrown = catchThrowableOfType(
                InputException.class, () -> workspace.render("Opening.\n\n## Events {topic=events}\nProse.\n"));
        assertThat(thrown).isNotNull();
        return thrown.problems().get(0);
    }
}
