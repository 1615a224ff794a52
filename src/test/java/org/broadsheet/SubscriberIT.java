package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.TestWorkspace.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the form to the last edition, over the sandbox; each link is taken from the mail. */
class SubscriberIT {
    private static final Pattern PAGES = Pattern.compile("pages +http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern ONE_CLICK =
            Pattern.compile("List-Unsubscribe: <https?://[^/]+(/unsubscribe/[\\w-]{43})>");
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    private String port = "";

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void somebody_signs_up_confirms_reads_what_they_chose_and_leaves() throws Exception {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", """
                web: { listen: 127.0.0.1:0 }
                lists: { community: { title: Harbour News, welcome: latest-edition } }
                """)
                .file("digests/news.md", """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                topics: { releases: Releases, events: Events }
                ---
                Hello!
                """)
                .people(1);
        Process serve = workspace.start("serve");
        try {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> PAGES.matcher(workspace.printed("serve")).find());
            port = find(PAGES, workspace.printed("serve"));
            assertThat(get("/subscribe/community")).contains("Harbour News", "value=\"events\" checked");
            assertThat(post("/subscribe/community", "address=bo%40two.example&topics=shown&topic=events"))
                    .contains("Look into your mailbox");

            String confirm = link(mail(workspace, "Please confirm"), "confirm");
            assertThat(get(confirm)).contains("<button");
            assertThat(post(confirm, "")).contains("You are subscribed");
            String preferences = link(mail(workspace, "Welcome to Harbour News"), "preferences");
            assertThat(post(preferences, "shown=community&list=community&topic-community=events&name=Bo"))
                    .contains("Saved.", "value=\"Bo\"");

            Run first = edition(workspace, "2025-11-20-first");
            assertThat(first.json().get("accepted").asInt()).as(first.err()).isEqualTo(2);
            String edition = mail(workspace, "Subject: first");
            assertThat(edition).contains("The fair is on Monday").doesNotContain("Version 2 is out");
            assertThat(get(link(edition, "preferences"))).contains("value=\"Bo\"");

            assertThat(post("/subscribe/community", "address=cy%40two.example&topics=shown&topic=releases"))
                    .contains("Look into your mailbox");
            assertThat(post(link(mail(workspace, "cy@two.example", "Please confirm"), "confirm"), ""))
                    .contains("You are subscribed");
            mail(workspace, "cy@two.example", "Welcome to Harbour News");
            String newcomers = mail(workspace, "cy@two.example", "Subject: first");
            assertThat(newcomers).contains("Version 2 is out").doesNotContain("The fair is on Monday");
            assertThat(post(find(ONE_CLICK, newcomers), "List-Unsubscribe=One-Click"))
                    .contains("You are unsubscribed");

            String leave = find(ONE_CLICK, edition);
            assertThat(post(leave, "List-Unsubscribe=One-Click")).contains("You are unsubscribed");
            Run second = edition(workspace, "2025-11-27-second");
            assertThat(second.json().get("accepted").asInt()).as(second.err()).isEqualTo(1);
            assertThat(mails(workspace))
                    .noneMatch(text -> text.contains("Subject: second") && isTo("bo@two.example", text));

            assertThat(post(preferences + "/mail", "what=erase")).contains("A link is on its way");
            assertThat(post(link(mail(workspace, "Subject: Erase me"), "erase"), ""))
                    .contains("You are erased");
            assertThat(workspace.run("export", "--list", "community").out()).doesNotContain("bo@two.example");
        } finally {
            serve.destroy();
            serve.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static Run edition(TestWorkspace workspace, String name) {
        workspace.file("editions/" + name + ".md", """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                topics: { releases: Releases, events: Events }
                approval: automatic
                subject: %s
                ---
                Hello reader, this is what there is to say this week.

                ## New versions {topic=releases}
                Version 2 is out.

                ## Where to meet {topic=events}
                The fair is on Monday.
                """.formatted(name.substring(11)));
        return workspace.run("send", "editions/" + name + ".md", "--json");
    }

    private static String link(String mail, String path) {
        Matcher link = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/" + path + "/[\\w-]{43})")
                .matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }

    private static boolean isTo(String address, String mail) {
        return Pattern.compile("(?m)^To: .*" + Pattern.quote(address))
                .matcher(mail)
                .find();
    }

    private static String mail(TestWorkspace workspace, String words) {
        return mail(workspace, "bo@two.example", words);
    }

    /** The one to that address with these words, as soon as it is there. */
    private static String mail(TestWorkspace workspace, String address, String words) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> mails(workspace).stream()
                                .filter(text -> isTo(address, text) && text.contains(words))
                                .findFirst()
                                .orElse(""),
                        text -> !text.isEmpty());
    }

    /** Without the soft line breaks of quoted-printable. */
    private static List<String> mails(TestWorkspace workspace) {
        return workspace.outbox().stream()
                .map(SubscriberIT::read)
                .map(text -> text.replace("\r\n", "\n")
                        .replace("=\n", "")
                        .replace("=3D", "=")
                        .replace("\n ", " "))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // another file is being put in its place
        }
    }

    private String get(String path) throws Exception {
        return send(request(path).GET());
    }

    private String post(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", FORM).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
