package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportWatch;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions.State;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A link of another list, for another purpose or of another person does nothing here. */
class ForeignLinksTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Every page that a link opens, with the use that its links are for; null for those of unsubscribing. */
    private static final Map<String, Use> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("/confirm/%s", Use.CONFIRM);
        PAGES.put("/confirm/%s/again", Use.CONFIRM);
        PAGES.put("/preferences/%s", Use.PREFERENCES);
        PAGES.put("/preferences/%s/mail", Use.PREFERENCES);
        PAGES.put("/address/%s", Use.CHANGE_ADDRESS);
        PAGES.put("/move/%s", Use.NEW_ADDRESS);
        PAGES.put("/data/%s", Use.DOWNLOAD);
        PAGES.put("/erase/%s", Use.ERASE);
    }

    private static final List<String> LEAVING = List.of(
            "/unsubscribe/%s",
            "/unsubscribe/%s/undo", "/unsubscribe/%s/less", "/unsubscribe/%s/other", "/unsubscribe/%s/reason");

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;
    private SubscriptionRef anna;
    private SubscriptionRef bo;
    private UnsubscribeTokens leaving;

    @BeforeEach
    void serve() throws IOException {
        pages = new Pages(database.get(), folder);
        anna = pages.ref;
        leaving = new UnsubscribeTokens(new Keys(database.get()));
        Path csv = Files.writeString(
                folder.resolve("more.csv"),
                "address,name,company\nbo@two.example,Bo,\"<script>alert(1)</script>\"\nanna@one.example,Anna,\n");
        CsvImport imports = new CsvImport(database.get(), new AddressHashes(new Keys(database.get())), pages.clock);
        for (String list : List.of("community", "quick")) {
            imports.run(csv, ImportOptions.onto(list).confirmed("asked for it"), ImportWatch.NONE);
        }
        MailAddress address = MailAddress.of("bo@two.example", "").orElseThrow();
        bo = new SubscriptionRef(pages.subscribers.find(address).orElseThrow().id(), anna.listId());
        // Requests that wait, so that a number alone would find something.
        for (Use use : List.of(Use.CHANGE_ADDRESS, Use.DOWNLOAD, Use.ERASE)) {
            pages.requests.ask(anna.subscriberId(), use, null);
        }
        pages.requests.ask(
                anna.subscriberId(),
                Use.NEW_ADDRESS,
                MailAddress.of("new@one.example", "").orElseThrow());
        pages.post("/subscribe/community", FORM, "address=cy@three.example");
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    /** All that there is of people, row by row. */
    private List<String> people() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(
                "subscriber", "subscription", "topic_opt_out", "leaving", "link_request", "sign_up", "suppression")) {
            rows.addAll(database.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT * FROM " + table)
                            .map((row, context) -> {
                                StringBuilder values = new StringBuilder(table);
                                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                    values.append(' ').append(row.getString(i));
                                }
                                return values.toString();
                            })
                            .list()));
        }
        return rows;
    }

    private void assertNothingHappens(String page, String token) {
        List<String> before = people();
        String path = page.formatted(token);
        HttpResponse<String> answer = pages.post(
                path,
                FORM,
                "address=evil@x.example&what=erase&name=Evil&list=quick&shown=quick&topic=events&reason=evil");
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).as(path).doesNotContain("one.example", "two.example", "three.example");
        if (page.endsWith("%s")) {
            assertThat(pages.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(people()).as(path).isEqualTo(before);
    }

    @Test
    void a_link_for_another_purpose_does_nothing() {
        for (Use use : Use.values()) {
            for (long id : List.of(anna.subscriberId(), bo.subscriberId(), 1L, 2L, 3L, 4L)) {
                String token = pages.links.token(use, id, pages.clock.instant());
                PAGES.forEach((page, its) -> {
                    if (its != use) {
                        assertNothingHappens(page, token);
                    }
                });
                LEAVING.forEach(page -> assertNothingHappens(page, token));
            }
        }
        PAGES.keySet().forEach(page -> assertNothingHappens(page, leaving.token(anna)));
    }

    @Test
    void a_link_of_another_workspace_does_nothing() {
        UnsubscribeTokens others = new UnsubscribeTokens(new Keys(database.get()));
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM key_material WHERE name = 'tokens'"));
        String token = new UnsubscribeTokens(new Keys(database.get())).token(anna);
        assertThat(token).isNotEqualTo(others.token(anna));

        LEAVING.forEach(page -> assertNothingHappens(page, token));
    }

    @Test
    void a_link_for_leaving_is_good_for_its_list_and_its_person_alone() {
        pages.post(
                "/unsubscribe/" + leaving.token(bo) + "?list=quick&subscriber=" + anna.subscriberId(),
                FORM,
                "list=quick&subscriber=" + anna.subscriberId()
                        + "&address=anna@one.example&List-Unsubscribe=One-Click");

        assertThat(pages.subscriptions.state(bo)).contains(State.UNSUBSCRIBED);
        assertThat(pages.subscriptions.state(anna)).contains(State.CONFIRMED);
        SubscriptionRef quick = new SubscriptionRef(bo.subscriberId(), anna.listId() + 1);
        assertThat(pages.subscriptions.state(quick)).as("the other list").contains(State.CONFIRMED);
        pages.post("/unsubscribe/" + leaving.token(anna) + "/undo", FORM, "");
        assertThat(pages.subscriptions.state(bo)).as("undone by somebody else").contains(State.UNSUBSCRIBED);
    }

    @Test
    void the_preferences_of_one_person_reach_nobody_else() {
        String mine = pages.links.token(Use.PREFERENCES, bo.subscriberId(), pages.clock.instant());
        List<String> before = people().stream()
                .filter(row -> row.startsWith("sub") && row.contains("anna"))
                .toList();
        pages.post(
                "/preferences/" + mine,
                FORM,
                "id=" + anna.subscriberId() + "&subscriber=" + anna.subscriberId()
                        + "&address=anna@one.example&name=Evil&shown=community&shown=quick&shown=board");

        assertThat(pages.subscriptions.state(bo)).contains(State.UNSUBSCRIBED);
        assertThat(pages.subscriptions.state(anna)).contains(State.CONFIRMED);
        assertThat(people().stream()
                        .filter(row -> row.startsWith("sub") && row.contains("anna"))
                        .toList())
                .isEqualTo(before);
    }

    @Test
    void attributes_are_text_wherever_they_come_out() {
        pages.requests.ask(bo.subscriberId(), Use.DOWNLOAD, null);
        String link = "";
        for (LinkRequest request = pages.requests.take().orElse(null);
                request != null;
                request = pages.requests.take().orElse(null)) {
            pages.settle(request);
            link = "/data/" + pages.links.token(Use.DOWNLOAD, request.id(), pages.clock.instant());
        }
        HttpResponse<String> file = pages.post(link, FORM, "");

        assertThat(file.body()).contains("<script>alert(1)</script>");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"my-data.json\"");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String preferences =
                "/preferences/" + pages.links.token(Use.PREFERENCES, bo.subscriberId(), pages.clock.instant());
        for (String path : List.of(preferences, "/unsubscribe/" + leaving.token(bo), link)) {
            assertThat(pages.get(path).body()).as(path).doesNotContain("<script", "alert(1)");
        }
    }
}
