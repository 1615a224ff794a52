package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFolderTest {
    private static final String STYLED =
            "<!DOCTYPE html><html><head><style>{{{css}}}</style></head><body>" + "{{>html/greeting}}</body></html>\n";

    @Test
    void a_file_that_a_template_lacks_comes_from_the_one_that_it_extends() {
        Workspace workspace = new Workspace()
                .with("templates/plain/template.yaml", "extends: base")
                .with("templates/plain/mail.html", STYLED)
                .with("templates/base/template.yaml", "extends: root")
                .with("templates/root/template.yaml", "name: Root")
                .with("templates/root/mail.txt", "text of the root\n")
                .with("templates/root/html/greeting.mustache", "<p>root")
                .with("templates/base/html/greeting.mustache", "<p>base {{>html/name}}")
                .with("templates/root/html/name.mustache", "{{title}}")
                .without("templates/plain/mail.txt");
        Mailing mailing = workspace.render("Hello");
        assertThat(mailing.html(Workspace.ada())).contains("base The week");
        assertThat(mailing.text(Workspace.ada())).contains("text of the root");
    }

    @Test
    void a_style_sheet_adds_to_that_of_the_template_that_it_extends() {
        String html = painted("p { font-weight: 700 }")
                .with("templates/base/style.css", "p { color: red; font-weight: 400 }")
                .render("Hello")
                .html(Workspace.ada());
        assertThat(html).contains("style=\"color:red;font-weight:700\"");
    }

    @Test
    void colours_and_fonts_are_named_once_and_can_be_changed_one_by_one() {
        String html = painted("p { color: var(--ink); background-color: var(--paper); font-family: var(--font-body) }")
                .with("templates/base/template.yaml", """
                        colours:
                          ink: { day: "#111111", night: "#eeeeee" }
                          paper: { day: "#FFFFFF", night: "#000000" }
                        fonts: { body: sans }
                        """)
                .with("templates/plain/template.yaml", """
                        extends: base
                        colours: { ink: { day: "#222222", night: "#dddddd" } }
                        fonts: { body: [Iowan Old Style, serif] }
                        """)
                .render("Hello")
                .html(Workspace.ada());
        assertThat(html)
                .contains("color:#222222;background-color:#ffffff")
                .contains("font-family:'Iowan Old Style', Georgia".replace("', ", "',"));
    }

    @Test
    void a_colour_that_is_not_there_is_told_with_its_place_and_the_nearest() {
        Problem problem = problem(painted("p {\n  color: var(--acent);\n}"));
        assertThat(problem.at()).hasToString("templates/plain/style.css:2:10");
        assertThat(problem.hint()).contains("accent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            extends: plain                          | 1 | extends itself
            extends: nowhere                        | 1 | no template called 'nowhere'
            extends: ../secret                      | 1 | the name of a folder
            extend: base                            | 1 | unknown key 'extend'
            colours: { ink: red }                   | 1 | 'ink'
            colours: { ink: { day: '#12', night: '#000000' } } | 1 | a colour such as
            colours: { ink: { day: '#000000' } }    | 1 | 'night' is missing
            fonts: { body: 'a"; } body { x: y' }    | 1 | the name of a font
            """)
    void a_mistake_in_the_settings_is_told_with_its_place(String settings, int line, String message) {
        Problem problem = problem(new Workspace()
                .with("templates/base/template.yaml", "name: Base")
                .with("templates/plain/template.yaml", settings));
        assertThat(problem.at().file()).isEqualTo("templates/plain/template.yaml");
        assertThat(problem.at().line()).isEqualTo(line);
        assertThat(problem.message()).contains(message);
    }

    @Test
    void templates_that_extend_each_other_are_told() {
        Problem problem = problem(new Workspace()
                .with("templates/plain/template.yaml", "extends: other")
                .with("templates/other/template.yaml", "name: Other\nextends: plain"));
        assertThat(problem.at().file()).isEqualTo("templates/other/template.yaml");
        assertThat(problem.message()).contains("extends itself");
    }

    private static Workspace painted(String css) {
        return new Workspace()
                .with("templates/plain/template.yaml", "extends: base")
                .with("templates/base/template.yaml", "name: Base")
                .with("templates/plain/mail.html", STYLED)
                .with("templates/plain/html/greeting.mustache", "<p>Hello</p>")
                .with("templates/plain/style.css", css);
    }

    private static Problem problem(Workspace workspace) {
        InputException thrown = catchThrowableOfType(InputException.class, () -> workspace.render("Hello"));
        assertThat(thrown).isNotNull();
        return thrown.problems().get(0);
    }
}
