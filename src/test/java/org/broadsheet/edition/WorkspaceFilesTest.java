package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {
    @TempDir
    Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void makeWorkspace() throws IOException {
        root = folder.resolve("workspace");
        Files.createDirectories(root.resolve("editions/images"));
        Files.writeString(root.resolve("editions/images/a.png"), "picture");
        Files.writeString(folder.resolve("secret"), "secret");
    }

    @Test
    void files_inside_are_read() {
        assertThat(new WorkspaceFiles(root).read("editions/images/a.png")).contains("picture".getBytes());
        assertThat(new WorkspaceFiles(root).read("editions/images/b.png")).isEmpty();
        assertThat(new WorkspaceFiles(root).read("editions/images")).isEmpty();
    }

    @Test
    void no_path_leads_outside() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), folder);
        WorkspaceFiles files = new WorkspaceFiles(root);
        for (String path : new String[] {
            "../secret",
            "editions/../../secret",
            "editions/../editions/images/a.png",
            folder.resolve("secret").toString(),
            "link",
            "up/secret",
            "..\\secret",
            "C:/secret",
            "file:///etc/passwd",
            "editions//images/a.png",
            "./editions/images/a.png",
            "templates/../org/broadsheet/Broadsheet.class",
            "a\0b",
            "",
            "/"
        }) {
            assertThat(files.read(path)).as(path).isEmpty();
        }
    }

    @Test
    void a_link_that_stays_inside_is_followed() throws IOException {
        Files.createSymbolicLink(root.resolve("same.png"), root.resolve("editions/images/a.png"));
        assertThat(new WorkspaceFiles(root).read("same.png")).isPresent();
    }

    @Test
    void a_template_of_the_workspace_comes_before_the_one_built_in() throws IOException {
        WorkspaceFiles files = new WorkspaceFiles(root);
        byte[] builtIn = files.read("templates/recap/mail.html").orElseThrow();
        Files.createDirectories(root.resolve("templates/recap"));
        Files.writeString(root.resolve("templates/recap/mail.html"), "mine");
        assertThat(builtIn).isNotEqualTo("mine".getBytes());
        assertThat(files.read("templates/recap/mail.html")).contains("mine".getBytes());
        assertThat(files.read("org/broadsheet/Broadsheet.class")).isEmpty();
    }

    @Test
    void what_stands_in_the_place_of_a_template_is_not_passed_over() throws Exception {
        Path templates = Files.createDirectories(root.resolve("templates/recap"));
        Files.createSymbolicLink(templates.resolve("mail.html"), folder.resolve("secret"));
        Files.createSymbolicLink(templates.resolve("mail.txt"), root.resolve("nothing"));
        Files.createDirectories(templates.resolve("style.css"));
        WorkspaceFiles files = new WorkspaceFiles(root);

        assertThatThrownBy(() -> files.read("templates/recap/mail.html"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("templates/recap/mail.html")
                .hasMessageContaining("leads out of the workspace");
        assertThatThrownBy(() -> files.read("templates/recap/mail.txt"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leads nowhere");
        assertThatThrownBy(() -> files.read("templates/recap/style.css"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a file");
    }
}
