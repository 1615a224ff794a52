package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.Proofs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing up where browsers are asked to work first. */
class ProofPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CHALLENGE = "/api/subscribe/community/challenge";
    private static final int BITS = 8;

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;

    @BeforeEach
    void serve() {
        pages = new Pages(database.get(), folder, new WebSettings("127.0.0.1", 0).proving(BITS));
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private String proof() {
        HttpResponse<String> answer = pages.get(CHALLENGE);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        assertThat(json.get("bits").asInt()).isEqualTo(BITS);
        assertThat(json.get("seconds").asInt()).isEqualTo(1800);
        return Proofs.find(json.get("challenge").asString(), BITS);
    }

    private int ask(int person, String proof) {
        return pages.post("/subscribe/community", FORM, "address=p" + person + "@two.example&proof=" + proof)
                .statusCode();
    }

    private int asked() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM sign_up")
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void who_has_done_the_work_signs_up_as_often_as_ever() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask(i, proof())).isEqualTo(200);
        }
        assertThat(asked()).isEqualTo(10);
    }

    @Test
    void without_it_a_network_gets_three_an_hour_and_is_told_why() {
        String spent = proof();
        assertThat(ask(0, spent)).isEqualTo(200);
        assertThat(ask(1, spent)).isEqualTo(200);
        assertThat(ask(2, "")).isEqualTo(200);
        assertThat(ask(3, "nonsense")).isEqualTo(200);
        HttpResponse<String> refused = pages.post("/subscribe/community", FORM, "address=p4@two.example");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("without JavaScript");
        assertThat(asked()).isEqualTo(4);

        assertThat(ask(5, proof())).as("with it").isEqualTo(200);
        pages.clock.advance(Duration.ofMinutes(21));
        assertThat(ask(6, "")).as("a third of an hour later").isEqualTo(200);
    }

    @Test
    void programs_are_asked_for_it_too() {
        String json = "application/json";
        for (int i = 0; i < 3; i++) {
            assertThat(pages.post("/api/subscribe/community", json, "{\"address\":\"p" + i + "@two.example\"}")
                            .statusCode())
                    .isEqualTo(202);
        }
        HttpResponse<String> refused =
                pages.post("/api/subscribe/community", json, "{\"address\":\"p3@two.example\",\"proof\":\"1\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"error\":\"proof\"");
        assertThat(pages.post(
                                "/api/subscribe/community",
                                json,
                                "{\"address\":\"p3@two.example\",\"proof\":\"" + proof() + "\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void an_address_that_is_none_costs_nobody_their_work() {
        String proof = proof();
        assertThat(pages.post("/subscribe/community", FORM, "address=nobody&proof=" + proof)
                        .statusCode())
                .isEqualTo(422);
        for (int i = 0; i < 4; i++) {
            assertThat(ask(i, i == 3 ? proof : "")).isEqualTo(200);
        }
    }

    @Test
    void the_form_may_run_our_script_and_nothing_else() {
        HttpResponse<String> form = pages.get("/subscribe/community");
        assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(form.body())
                .contains("<script src=\"../proof.js\" defer></script>")
                .contains("data-proof=\"../api/subscribe/community/challenge\"");
        assertThat(pages.get("/unsubscribe/" + pages.token).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("script-src"));
        HttpResponse<String> script = pages.get("/proof.js");
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(script.body()).contains("addEventListener('submit'").doesNotContain("{{", "eval(", "innerHTML");
    }

    @Test
    void the_form_for_other_pages_brings_the_script_along() {
        assertThat(pages.get("/subscribe/community/embed").body())
                .contains("https://news.example.org/in/proof.js")
                .contains("https://news.example.org/in/api/subscribe/community/challenge");
        assertThat(pages.get(CHALLENGE).headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void where_no_work_is_asked_for_there_is_neither_script_nor_challenge() {
        try (Pages plain = new Pages(database.get(), folder)) {
            assertThat(plain.get("/proof.js").statusCode()).isEqualTo(404);
            assertThat(plain.get(CHALLENGE).statusCode()).isEqualTo(404);
            assertThat(plain.get("/subscribe/community").body()).doesNotContain("proof");
            assertThat(plain.get("/subscribe/community/embed").body()).doesNotContain("proof");
        }
        assertThat(pages.get("/api/subscribe/nothing/challenge").statusCode()).isEqualTo(404);
    }
}
