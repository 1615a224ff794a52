package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reviewers of a pull request are shown. */
class CiIT {
    private static final String FILE = "editions/" + TestWorkspace.EDITION + ".md";

    @TempDir
    Path folder;

    private TestWorkspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new TestWorkspace(folder);
    }

    private String summary() throws IOException {
        return Files.readString(folder.resolve("preview/summary.md"));
    }

    @Test
    void each_edition_becomes_a_mail_and_a_row_of_figures_with_the_sum_that_its_approval_has() throws Exception {
        workspace.edition("This week is short, and all is well.\n").people(1);
        Run run = workspace.run("ci", "--out", "preview", "--no-screenshots", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        Path mail = folder.resolve("preview").resolve(TestWorkspace.EDITION);
        assertThat(mail.resolve("index.html")).content().contains("all is well");
        assertThat(mail.resolve("message.txt")).content().contains("all is well");
        assertThat(mail.resolve("message.eml")).content().contains("Subject: News for you");
        assertThat(workspace.run("approve", FILE).exit()).isZero();
        String sum = workspace
                .run("status", TestWorkspace.EDITION, "--json")
                .json()
                .get("sha256")
                .asString();
        assertThat(summary())
                .contains("## " + FILE, "Nothing to mend", "| Subject | News for you |", "of what Gmail shows")
                .contains("| SHA-256 | `" + sum + "` |");
        assertThat(run.json().at("/files/0/sha256").asString()).isEqualTo(sum);
    }

    @Test
    void errors_are_rows_and_annotations_and_the_exit_code_and_keep_no_other_edition_from_being_shown()
            throws Exception {
        workspace.edition("Look at [the notes](TODO).\n");
        workspace.file("editions/2025-11-21-none.md", "---\nlist: [\n---\n");
        Run run = workspace.run("ci", "--out", "preview", "--no-screenshots", "--annotate");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out())
                .contains("::error file=" + FILE + ",line=9,col=9,title=placeholder-link::the target of the link")
                .contains("::error file=editions/2025-11-21-none.md,line=");
        assertThat(summary())
                .contains("## editions/2025-11-21-none.md", "❌ 2 errors")
                .contains("| 9 | error |", "none while there are errors");
        assertThat(folder.resolve("preview/2025-11-21-none")).doesNotExist();
        assertThat(folder.resolve("preview").resolve(TestWorkspace.EDITION)).isDirectory();
    }

    @Test
    void what_an_edition_says_is_neither_markup_nor_a_command_where_reviewers_read_it() throws Exception {
        workspace.file("editions/2025-11-20-x.md", """
                ---
                list: community
                from: A <a@sender.example>
                subject: "<img src=x> | @everyone `x` ![](y)"
                ---
                [a](TODO|x%0A::add-mask::y) and [<b>](b::c)
                """);
        Run run = workspace.run("ci", "editions/2025-11-20-x.md", "--out", "preview", "--no-screenshots", "--annotate");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out().lines().filter(line -> line.startsWith("::")))
                .isNotEmpty()
                .allMatch(line -> line.matches("::(error|warning|notice) file=.*"));
        assertThat(run.out()).contains("TODO|x%250A::add-mask::y");
        assertThat(summary())
                .doesNotContain("<img", "@everyone", "![]", "`x`")
                .contains("| Subject | &#60;img src&#61;x&#62; &#124; &#64;&#8288;everyone");
    }

    @Test
    void a_digest_is_read_with_its_sources_and_none_of_them_is_asked() throws Exception {
        workspace.file("digests/news.md", """
                ---
                list: community
                from: A <a@sender.example>
                ---
                ## Blog
                ```source feed
                url: https://blog.example/feed.xml
                mox: 5
                ```
                """);
        Run run = workspace.run("ci", "--out", "preview", "--no-screenshots");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("digests/news.md:8:1: error: unknown key 'mox'");
        assertThat(summary()).contains("## digests/news.md", "| 8 | error |");
        assertThat(folder.resolve(".broadsheet")).as("no database").doesNotExist();
    }

    @Test
    void what_has_changed_since_the_branch_began_is_shown_and_a_new_template_in_the_newest_edition() throws Exception {
        workspace.edition("All is well.\n").file("editions/2025-11-13-news.md", "---\nlist: [\n---\n");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("commit", "-q", "-m", "one");
        git("checkout", "-q", "-b", "work");
        assertThat(workspace.run("ci", "--since", "main", "--out", "preview").out())
                .contains("No edition and no digest has changed");
        assertThat(summary()).contains("No edition and no digest has changed.");
        workspace.file("templates/recap/style.css", "h2 { color: #114411 }\n");
        git("add", ".");
        git("commit", "-q", "-m", "two");
        assertThat(workspace
                        .run("ci", "--since", "main", "--out", "preview", "--no-screenshots")
                        .out())
                .contains(FILE, "as a sample")
                .doesNotContain("2025-11-13");
        assertThat(summary()).startsWith("What has changed is no edition");
        workspace.file("editions/2025-11-13-news.md", "---\nlist: [\nother\n---\n");
        Run run = workspace.run("ci", "--since", "main", "--out", "preview", "--no-screenshots");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("editions/2025-11-13-news.md").doesNotContain(FILE);
        Run unknown = workspace.run("ci", "--since", "nowhere", "--out", "preview");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("git knows no commit 'nowhere'", "fetch-depth: 0");
        assertThat(workspace
                        .run("ci", "--since", "--output=x", "--out", "preview")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void screenshots_show_the_mail_at_two_widths_and_fetch_nothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        web.start();
        try {
            String picture = "http://127.0.0.1:" + web.getAddress().getPort() + "/spy.png";
            workspace.edition("![A spy](" + picture + ")\n\nAll is well.\n");
            Run run = workspace.run("ci", "--out", "preview", "--browser", "/usr/bin/chromium");
            assertThat(run.err()).doesNotContain("there is no screenshot");
            Path mail = folder.resolve("preview").resolve(TestWorkspace.EDITION);
            assertThat(mail.resolve("index.html")).content().contains("spy.png");
            assertThat(asked).hasValue(0);
            assertThat(ImageIO.read(mail.resolve("desktop.png").toFile()))
                    .satisfies(shot -> assertThat(shot.getWidth()).isEqualTo(680))
                    .satisfies(shot -> assertThat(shot.getHeight()).isBetween(200, 2000))
                    .satisfies(shot -> assertThat(colours(shot)).isGreaterThan(2));
            assertThat(ImageIO.read(mail.resolve("phone.png").toFile()).getWidth())
                    .isEqualTo(360);
        } finally {
            web.stop(0);
        }
    }

    private static long colours(BufferedImage shot) {
        return Stream.iterate(0, y -> y < shot.getHeight(), y -> y + 1)
                .flatMap(y ->
                        Stream.iterate(0, x -> x < shot.getWidth(), x -> x + 1).map(x -> shot.getRGB(x, y)))
                .distinct()
                .count();
    }

    @Test
    void a_browser_that_takes_no_picture_is_said_and_costs_nothing_else() throws Exception {
        workspace.edition("All is well.\n");
        Run run = workspace.run("ci", "--out", "preview", "--browser", "/bin/true");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).containsOnlyOnce("there is no screenshot: /bin/true took no picture");
        assertThat(summary()).contains("Note: there is no screenshot").doesNotContain("desktop.png");
        assertThat(workspace
                        .run("ci", "--out", "preview", "--browser", "nowhere")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void the_workflow_that_is_given_as_an_example_runs() throws Exception {
        workspace.file("newsletter/" + FILE, "old\n");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("commit", "-q", "-m", "one");
        git("update-ref", "refs/remotes/origin/main", "HEAD");
        new TestWorkspace(folder.resolve("newsletter")).edition("Look at [the notes](TODO).\n");
        git("commit", "-q", "-a", "-m", "two");
        Path jar = Path.of(System.getProperty("broadsheet.jar", "target/broadsheet.jar"));
        workspace.file(
                ".broadsheet-program/broadsheet",
                "exec '%s' -jar '%s' \"$@\"\n"
                        .formatted(Path.of(System.getProperty("java.home"), "bin/java"), jar.toAbsolutePath()));
        assertThat(folder.resolve(".broadsheet-program/broadsheet").toFile().setExecutable(true))
                .isTrue();
        Path page = folder.resolve("page.md");
        List<String> steps = Files.readAllLines(Path.of("examples/github-actions/newsletter.yml")).stream()
                .filter(line -> line.strip().startsWith("run: "))
                .map(line -> line.strip().substring(5))
                .toList();
        assertThat(steps).hasSize(2);
        assertThat(shell(steps.get(0), page)).isEqualTo(3);
        assertThat(folder.resolve("printed.txt"))
                .content()
                .as("from the root of the repository")
                .contains("::error file=newsletter/" + FILE + ",line=9,");
        assertThat(shell(steps.get(1), page)).isZero();
        assertThat(page).content().contains("placeholder-link");
    }

    private int shell(String step, Path page) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", step);
        builder.environment()
                .putAll(Map.of("WORKSPACE", "newsletter", "BASE", "main", "GITHUB_STEP_SUMMARY", page.toString()));
        return run(builder);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "git",
                                "-c",
                                "user.name=A",
                                "-c",
                                "user.email=a@x.example",
                                "-c",
                                "commit.gpgsign=false"),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        assertThat(run(builder)).as(command.toString()).isZero();
    }

    private int run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed.txt").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
