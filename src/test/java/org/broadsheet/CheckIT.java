package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preflight as people and programs call it. */
class CheckIT {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";
    private static final String UNFINISHED = "This week is short.\n\n## News\n";

    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new TestWorkspace(folder);
    }

    @Test
    void findings_are_lines_in_the_order_of_the_file_and_a_summary_says_what_is_next() {
        workspace.edition("This week: [notes](TODO), and [here](https://a.example/?utm_source=x) more.\n\n## News\n");
        Run run = workspace.run("check", FILE);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err().lines().map(line -> line.replaceFirst("^(\\S+ \\w+:).*(\\[.*)$", "$1 $2")))
                .containsExactly(
                        FILE + ":9:12: error: [placeholder-link]",
                        FILE + ":9:31: warning: [tracking-parameter]",
                        FILE + ":9:31: warning: [vague-link]",
                        FILE + ":11:1: error: [empty-section]");
        assertThat(run.out())
                .startsWith(FILE + ": 2 errors, 2 warnings; HTML ")
                .contains("next: mend the errors, then broadsheet check " + FILE);
    }

    @Test
    void json_is_one_value() {
        workspace.edition(UNFINISHED);
        Run run = workspace.run("check", FILE, "--json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out().strip().lines()).hasSize(1);
        assertThat(run.json().get("errors").asInt()).isEqualTo(1);
        assertThat(run.json().get("html_bytes").asInt()).isPositive();
        assertThat(run.json().at("/findings/0/rule").asString()).isEqualTo("empty-section");
        assertThat(run.json().at("/findings/0/line").asInt()).isEqualTo(11);
        assertThat(run.json().at("/findings/0/file").asString()).isEqualTo(FILE);
    }

    @Test
    void what_is_ignored_is_sent_recorded_and_shown() {
        workspace.edition(UNFINISHED).people(1);
        assertThat(workspace.run("send", FILE).exit()).isEqualTo(3);
        assertThat(workspace.run("approve", FILE).exit()).isEqualTo(3);
        Run check = workspace.run("check", FILE, "--ignore", "empty-section");
        assertThat(check.exit()).isZero();
        assertThat(check.err()).contains("note: the section is empty (ignored)");
        assertThat(workspace.run("approve", FILE, "--ignore", "empty-section").exit())
                .isZero();
        assertThat(workspace.run("send", FILE).exit()).as("approved as it is").isZero();
        assertThat(workspace.outbox()).hasSize(1);
        Run status = workspace.run("status", TestWorkspace.EDITION);
        assertThat(status.out()).contains("ignored   empty-section");
        assertThat(workspace
                        .run("status", TestWorkspace.EDITION, "--json")
                        .json()
                        .at("/ignored/0")
                        .asString())
                .isEqualTo("empty-section");
    }

    @Test
    void what_was_changed_since_is_not_covered_by_what_was_ignored() {
        workspace.edition(UNFINISHED).people(1);
        assertThat(workspace.run("approve", FILE, "--ignore", "empty-section").exit())
                .isZero();
        workspace.edition(UNFINISHED + "\n## Events\n");
        assertThat(workspace.run("send", FILE).exit()).isEqualTo(3);
        assertThat(workspace.outbox()).isEmpty();
    }

    @Test
    void an_edition_that_was_sent_with_ignored_errors_of_its_parser_arrives() {
        workspace
                .edition("Look at this.\n\n```items\n- title: One\n  url: link to be added\n```\n")
                .people(1);
        assertThat(workspace.run("send", FILE, "--ignore", "placeholder-link").exit())
                .isZero();
        assertThat(workspace.outbox()).hasSize(1);
    }

    @Test
    void only_rules_that_exist_and_may_be_ignored_are() {
        workspace.edition("Text.\n");
        Run unknown = workspace.run("check", FILE, "--ignore", "empty-sections");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no rule 'empty-sections'; did you mean 'empty-section'?");
        Run forbidden = workspace.run("check", FILE, "--ignore", "forbidden-link");
        assertThat(forbidden.exit()).isEqualTo(2);
        assertThat(forbidden.err()).contains("'forbidden-link' cannot be ignored");
    }

    @Test
    void an_edition_that_was_approved_is_checked_as_it_was_frozen() {
        workspace.edition("This week is short, and all is well.\n").people(1);
        assertThat(workspace.run("approve", FILE).exit()).isZero();
        workspace.edition("TODO\n");
        Run run = workspace.run("check", TestWorkspace.EDITION);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains(TestWorkspace.EDITION + " (approved): nothing to mend");
        assertThat(workspace.run("check", FILE).exit()).isEqualTo(3);
        Run unknown = workspace.run("check", "2020-01-01-never");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("no edition of that name was approved");
    }

    @Test
    void names_are_those_of_the_workspace() {
        workspace
                .file("names.yaml", "people: [Faseela K, John Howard]\norganisations: [GEICO Tech]\n")
                .file("editions/2025-10-01-earlier.md", """
                        ---
                        list: community
                        from: News <news@sender.example>
                        ---
                        ```talks
                        - title: One
                          speakers: [Punakshi Chaand]
                        ```
                        """)
                .edition("""
                        All of it is news, and Jon Howard was there.

                        ```talks
                        - title: Two
                          speakers: [Punakshi Chand, Fasela K]
                          organisation: Geico Tech
                        ```
                        """);
        Run run = workspace.run("check", FILE);
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .contains("'Jon Howard' is spelt 'John Howard' in names.yaml")
                .contains("'Punakshi Chand' is spelt 'Punakshi Chaand' in editions/2025-10-01-earlier.md")
                .contains("'Fasela K' is spelt 'Faseela K' in names.yaml")
                .contains("'Geico Tech' is spelt 'GEICO Tech' in names.yaml");
    }

    @Test
    void a_list_of_names_that_cannot_be_read_is_a_warning() {
        workspace.file("names.yaml", "peple: [Ann]\n").edition("All is well, and there is text.\n");
        Run run = workspace.run("check", FILE);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("names.yaml:1:1: warning: unknown key 'peple'");
    }
}
