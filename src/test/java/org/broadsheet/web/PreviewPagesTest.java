package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.broadsheet.text.InputException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PreviewPagesTest {
    @TempDir
    Path folder;

    private Studio studio;

    @BeforeEach
    void serve() {
        studio = new Studio(folder, "Hello {{subscriber.first_name|there}}!\n" + Studio.SECTIONS);
    }

    @AfterEach
    void stop() {
        studio.close();
    }

    @Test
    void the_page_shows_what_lies_in_the_inbox_and_frames_the_mail_twice() {
        Document page = Jsoup.parse(studio.page("/"));

        assertThat(page.select("#inbox .subject").text()).isEqualTo("News for Ada");
        assertThat(page.select("#inbox .snippet").text()).contains("Hello Ada!");
        assertThat(page.select("iframe").eachAttr("id")).containsExactly("desktop", "phone");
        assertThat(page.select("iframe").eachAttr("sandbox"))
                .allSatisfy(flags -> assertThat(flags).doesNotContain("scripts", "forms", "top-navigation"));
        assertThat(page.select("meter").attr("max")).isEqualTo("102000");
        assertThat(studio.page("/mail")).contains("Hello Ada!", "In the harbour.", "Version nine.");
    }

    @Test
    void a_save_is_told_and_shown() throws IOException {
        try (InputStream changes = studio.changes();
                BufferedReader lines = new BufferedReader(new InputStreamReader(changes, StandardCharsets.UTF_8))) {
            String first = data(lines);
            studio.body("Good morning!\n");

            assertThat(data(lines)).isNotEqualTo(first);
            assertThat(studio.page("/mail")).contains("Good morning!").doesNotContain("Hello Ada");
        }
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void a_template_that_comes_to_be_is_taken() {
        studio.file("templates/digest/mail.txt", "Nothing but this.\n{{links.unsubscribe}}\n");

        await().until(() -> studio.page("/?view=text").contains("Nothing but this."));
    }

    @Test
    void a_broken_edition_is_explained_above_the_last_mail_that_there_was() {
        studio.save(Studio.FRONT.replace("from: News <news@sender.example>", "from: [") + "Never seen.\n");
        await().until(() -> studio.page("/").contains("It cannot be shown as it stands"));

        Document page = Jsoup.parse(studio.page("/"));
        assertThat(page.select(".finding.error .place").text()).contains(Studio.NAME + ":");
        assertThat(page.select(".finding.error .what").text()).isNotBlank();
        assertThat(page.select("iframe")).hasSize(2);
        assertThat(page.title()).contains("error");
        assertThat(studio.page("/mail")).contains("Hello Ada!");

        studio.body("Mended.\n");
        await().until(() -> studio.page("/mail").contains("Mended."));
        assertThat(studio.page("/")).doesNotContain("It cannot be shown as it stands");
    }

    @Test
    void a_file_that_is_away_for_good_is_said_and_its_return_is_seen() throws IOException {
        studio.delete();
        await().until(() -> studio.page("/").contains("the file is not there"));
        assertThat(studio.page("/mail")).contains("Hello Ada!");

        studio.body("Back again.\n");
        await().until(() -> studio.page("/mail").contains("Back again."));
    }

    @Test
    void a_finding_comes_with_the_line_that_it_is_about() {
        studio.body("One.\n\nTODO: write <b>more</b>.\n");
        await().until(() -> studio.page("/").contains("TODO"));

        Document page = Jsoup.parse(studio.page("/"));
        assertThat(page.select(".finding.error .place").eachText()).contains(Studio.NAME + ":12:1");
        assertThat(page.select(".excerpt").eachText()).contains("TODO: write <b>more</b>.");
        assertThat(page.select(".finding b")).isEmpty();
    }

    @Test
    void a_reader_brings_language_and_topics_along_and_both_can_be_chosen_otherwise() {
        assertThat(studio.page("/mail?reader=bo@two.example"))
                .contains("Hello Bo!", "Abbestellen", "In the harbour.")
                .doesNotContain("Version nine.");
        assertThat(studio.page("/mail?reader=bo@two.example&locale=fr&of=bo@two.example&topic=releases"))
                .contains("Hello Bo!", "Version nine.")
                .doesNotContain("Abbestellen", "In the harbour.");
        Document page = Jsoup.parse(studio.page("/?reader=bo@two.example"));
        assertThat(page.select("input[name=topic][checked]").eachAttr("value")).containsExactly("events");
        assertThat(page.select("#inbox").text()).contains("Bo <bo@two.example>", "News for Bo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@x.example", "%3Cscript%3Ealert(1)%3C/script%3E", "bo@two.example%0d%0aX:%20y"})
    void a_reader_who_is_not_there_is_said_and_stood_in_for(String reader) {
        Document page = Jsoup.parse(studio.page("/?reader=" + reader));

        assertThat(page.select("#trouble").text()).contains("Nobody", "Ada Reader stands in");
        assertThat(page.select("script")).hasSize(1);
        assertThat(studio.page("/mail?reader=" + reader)).contains("Hello Ada!");
    }

    @Test
    void headers_and_source_are_those_of_the_message() {
        assertThat(Jsoup.parse(studio.page("/?view=headers")).select("dt").eachText())
                .contains("From", "To", "List-Unsubscribe", "Message-ID");
        assertThat(Jsoup.parse(studio.page("/?view=source"))
                        .select("pre.source")
                        .text())
                .contains("MIME-Version: 1.0", "Content-Type: text/html");
        HttpResponse<String> message = studio.get("/message.eml");
        assertThat(message.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(message.body()).contains("\r\nSubject: News for Ada\r\n");
    }

    @Test
    void the_mail_may_run_nothing_and_ask_nobody() {
        String policy = studio.get("/mail")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("");
        assertThat(policy)
                .contains("sandbox allow-same-origin", "default-src 'none'", "img-src 'self' data:")
                .doesNotContain("allow-scripts", "http", "*");
        assertThat(studio.get("/mail?images=off")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("img-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mail", "/preview.js", "/preview.css", "/message.eml", "/nowhere", "/images/x.png"})
    void every_answer_is_for_this_page_alone(String path) {
        HttpResponse<String> answer = studio.get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("http:", "https:", "*");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,200", "localhost:8080,200", "evil.example,421", "127.0.0.1.evil.example,421", "10.0.0.1,421"
    })
    void a_strangers_name_for_this_machine_is_refused(String host, int status) throws IOException {
        for (String path : List.of("/", "/mail", "/changes", "/message.eml")) {
            try (Socket socket = new Socket("127.0.0.1", studio.port)) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                byte[] line = socket.getInputStream().readNBytes(12);
                assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 " + status);
            }
        }
    }

    @Test
    void another_site_gets_nothing_but_a_link() {
        assertThat(studio.get("/mail", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors")
                        .statusCode())
                .isEqualTo(403);
        assertThat(studio.get(
                                "/",
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "navigate",
                                "Sec-Fetch-Dest",
                                "iframe")
                        .statusCode())
                .isEqualTo(403);
        assertThat(studio.get(
                                "/",
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "navigate",
                                "Sec-Fetch-Dest",
                                "document")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_first_version_that_cannot_be_read_waits_for_a_better_one(@TempDir Path other) {
        try (Studio broken = new Studio(other, "")) {
            broken.save("no front matter at all");
            await().until(() -> broken.page("/").contains("It cannot be shown"));
        }
        try (Studio late = new Studio(other.resolve("late"), "```items\n- title: [\n```\n")) {
            assertThat(late.get("/").statusCode()).isEqualTo(200);
            late.body("Now it can.\n");
            await().atMost(20, TimeUnit.SECONDS).until(() -> late.page("/mail").contains("Now it can."));
        }
    }

    @Test
    void a_port_in_use_is_said(@TempDir Path other) {
        assertThatThrownBy(() -> new Studio(other, "", studio.port))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--port");
    }
}
