package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole {@code serve} in a process of its own: a schedule fires, mail arrives, a reader leaves, the process stops. */
class ServeIT {
    private static final Pattern PAGES = Pattern.compile("pages +http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern LINK = Pattern.compile("List-Unsubscribe: <http://[^/]+(/unsubscribe/[\\w-]+)>");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void a_digest_that_is_due_is_sent_once_and_its_readers_can_leave() throws Exception {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", "web: { listen: 127.0.0.1:0 }\n")
                .file("digests/news.md", """
                        ---
                        name: News
                        list: community
                        from: News <news@sender.example>
                        schedule: "0/2 * * * * ?"
                        approval: automatic
                        ---
                        Hello {{subscriber.first_name|there}}!
                        """)
                .people(3);
        Process serve = workspace.start("serve");
        try {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> workspace.outbox().size() == 3);
            String port = find(PAGES, workspace.printed("serve"));
            String path = find(LINK, Files.readString(workspace.outbox().get(0)));
            URI page = URI.create("http://127.0.0.1:" + port + path);
            assertThat(ask(HttpRequest.newBuilder(page).GET())).contains("<form", "method=\"post\"");
            assertThat(ask(HttpRequest.newBuilder(page)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))))
                    .contains("You are unsubscribed");
            assertThat(workspace.outbox())
                    .as("one edition a day, however often it fires")
                    .hasSize(3);

            Run second = workspace.run("serve");
            assertThat(second.exit()).as("one serve a workspace").isEqualTo(2);
            sendWhileItServes(workspace);
        } finally {
            serve.destroy();
            assertThat(serve.waitFor(30, TimeUnit.SECONDS))
                    .as("stops when it is told to")
                    .isTrue();
        }
    }

    /** The running process delivers what another one begins; who has left is not written to. */
    private static void sendWhileItServes(TestWorkspace workspace) {
        Run sent = workspace.edition("Hello\n").run("send", "editions/" + TestWorkspace.EDITION + ".md", "--json");
        assertThat(sent.err()).contains("'broadsheet serve' of this workspace delivers it");
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.json().get("recipients").asInt()).isEqualTo(2);
        assertThat(sent.json().get("accepted").asInt()).isEqualTo(2);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_digest_that_needs_a_person_waits_as_a_file() throws Exception {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", "web: { listen: 127.0.0.1:0 }\n")
                .file("digests/news.md", """
                        ---
                        name: News
                        list: community
                        from: News <news@sender.example>
                        schedule: "0/2 * * * * ?"
                        approval: required
                        ---
                        Hello!
                        """)
                .people(1);
        Process serve = workspace.start("serve");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> workspace.printed("serve").contains("waits for approval"));
            try (Stream<Path> editions = Files.list(folder.resolve("editions"))) {
                assertThat(editions.filter(file -> file.toString().endsWith("-news.md")))
                        .isNotEmpty();
            }
            assertThat(workspace.outbox()).isEmpty();
        } finally {
            serve.destroy();
            serve.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "held"})
    void what_a_person_has_cancelled_or_that_waits_for_one_is_not_sent_by_the_schedule(String state) throws Exception {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", "web: { listen: 127.0.0.1:0 }\n")
                .file("digests/news.md", """
                        ---
                        name: News
                        list: community
                        from: News <news@sender.example>
                        schedule: "0/2 * * * * ?"
                        approval: automatic
                        ---
                        Hello!
                        """)
                .people(1);
        LocalDate today = LocalDate.now(Clock.systemUTC());
        for (LocalDate day : List.of(today, today.plusDays(1))) { // midnight may pass meanwhile
            approvedAnd(state, workspace, day + "-news");
        }
        Process serve = workspace.start("serve");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> workspace.printed("serve").contains("held".equals(state) ? "is held" : "is left out"));
            assertThat(workspace.outbox()).isEmpty();
        } finally {
            serve.destroy();
            serve.waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(workspace.run("status", today + "-news").out()).contains(state);
        assertThat(workspace.outbox()).isEmpty();
    }

    private static void approvedAnd(String state, TestWorkspace workspace, String slug) {
        workspace.file("editions/" + slug + ".md", """
                ---
                title: News
                list: community
                from: News <news@sender.example>
                approval: automatic
                ---
                Hello!
                """);
        assertThat(workspace.run("approve", "editions/" + slug + ".md").exit()).isZero();
        try (Database database =
                Database.open(DatabaseSettings.EMBEDDED, workspace.root().resolve(".broadsheet"))) {
            int set = database.jdbi()
                    .withHandle(handle -> handle.execute(
                            "UPDATE edition SET state = ?, held_for = 'person' WHERE slug = ?", state, slug));
            assertThat(set).isOne();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_token_command_ends_with_the_process_that_asked_it() throws Exception {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", """
                        url: https://news.sender.example
                        smtp: { host: 127.0.0.1, port: 1, security: none, username: me, token-command: "sleep 120 & sleep 120" }
                        """)
                .edition("Hello\n")
                .people(1);
        Process send = workspace.start("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes");
        List<ProcessHandle> begun;
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> send.toHandle().descendants().count() >= 3);
            begun = send.toHandle().descendants().toList();
        } finally {
            send.destroy();
            assertThat(send.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> begun.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String ask(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
