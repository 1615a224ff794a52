package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkRequests.Move;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class PersonalDataContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;
    private PersonalData data;
    private Erasure erasure;
    private LinkRequests requests;
    private SubscriptionRef anna;

    PersonalDataContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        data = new PersonalData(database.get(), people.hashes);
        erasure = new Erasure(database.get(), people.hashes, People.CLOCK, Erasure.NOWHERE);
        requests = new LinkRequests(database.get(), people.hashes, People.CLOCK);
        people.load(folder, "address,name,opted_out,company\nAnna@x.example,Anna,events,ACME\nbo@x.example,Bo,,\n");
        anna = people.ref("anna@x.example", "community");
        new SignUps(database.get(), people.hashes, People.CLOCK)
                .ask(SignUp.of(
                        anna.listId(),
                        People.address("anna@X.example"),
                        "de",
                        Set.of(),
                        "I want it",
                        "198.51.100.7",
                        People.CLOCK.instant()));
        new Leavings(database.get(), People.CLOCK).leave(anna, "one click");
        database.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO bundle VALUES ('b', '', ?)", People.CLOCK.instant());
            handle.execute(
                    "INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, approved_by, approved_at)"
                            + " VALUES ('first', 0, 'First', ?, 'b', 'sent', 'x', ?)",
                    anna.listId(),
                    People.CLOCK.instant());
            handle.execute(
                    "INSERT INTO delivery (id, edition_id, subscriber_id, state, reason, tries, doubts, reply_text, changed_at)"
                            + " SELECT 7, id, ?, 'rejected', 'anna is gone', 1, 0, '550 anna@x.example', ? FROM edition",
                    anna.subscriberId(),
                    People.CLOCK.instant());
            handle.execute(
                    "INSERT INTO attempt (delivery_id, at, epoch, outcome, reply_text) VALUES (7, ?, 1, 'rejected', 'no anna')",
                    People.CLOCK.instant());
            handle.execute(
                    """
                    INSERT INTO notice (kind, sandboxed, sender, recipient, state, tries, doubts, created_at, changed_at, address_hash)
                    VALUES ('welcome', TRUE, 's@x', 'Anna@x.example', 'accepted', 1, 0, ?, ?, ?)
                    """,
                    People.CLOCK.instant(),
                    People.CLOCK.instant(),
                    people.hashes.of(People.address("anna@x.example")));
        });
    }

    /** Every row of every table of ours that holds texts. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of(
                "subscriber",
                "subscription",
                "topic_opt_out",
                "leaving",
                "sign_up",
                "link_request",
                "notice",
                "delivery",
                "attempt",
                "suppression")) {
            List<Map<String, Object>> rows = database.jdbi()
                    .withHandle(handle ->
                            handle.select("SELECT * FROM " + table).mapToMap().list());
            all.append(table).append(rows).append('\n');
        }
        return all.toString();
    }

    @Test
    void a_row_that_was_rejected_is_held_too() {
        String csv = "address,zone\nanna@x.example,Mars/Y\nnobody@x.example,Mars/Y\njoanna@x.example,Mars/Y\n";
        assertThat(people.load(folder, csv).rejected()).isEqualTo(3);

        for (String address : List.of("anna@x.example", "nobody@x.example")) {
            String json = data.json(People.address(address)).orElseThrow();
            assertThat(JsonMapper.shared().readTree(json).get("rejected_rows"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.toString()).contains('"' + address + '"', "Mars/Y"));
        }
        assertThat(data.json(People.address("other@x.example"))).isEmpty();
    }

    @Test
    void all_that_is_kept_of_a_person_is_given_as_json() {
        requests.ask(anna.subscriberId(), Use.DOWNLOAD, null);
        JsonNode json =
                JsonMapper.shared().readTree(data.json(anna.subscriberId()).orElseThrow());

        assertThat(json.get("address").stringValue()).isEqualTo("Anna@x.example");
        assertThat(json.get("attributes").get("company").stringValue()).isEqualTo("ACME");
        assertThat(json.get("created_at").stringValue()).isEqualTo("2025-11-20T09:00:00Z");
        assertThat(json.get("lists").get(0).get("state").stringValue()).isEqualTo("unsubscribed");
        assertThat(json.get("topics_not_wanted").get(0).get("topic").stringValue())
                .isEqualTo("events");
        assertThat(json.get("left").get(0).get("consent").stringValue()).contains("imported from");
        assertThat(json.get("sign_ups").get(0).get("network").stringValue()).isEqualTo("198.51.100.7");
        assertThat(json.get("links_asked_for").get(0).get("purpose").stringValue())
                .isEqualTo("download");
        assertThat(json.get("notices").get(0).get("kind").stringValue()).isEqualTo("welcome");
        assertThat(json.get("editions").get(0).get("reply_text").stringValue()).isEqualTo("550 anna@x.example");
        assertThat(json.get("tries").get(0).get("reply_text").stringValue()).isEqualTo("no anna");
        assertThat(json.toString()).doesNotContain("bo@x.example", "address_hash");
        assertThat(data.json(4711)).isEmpty();
    }

    @Test
    void whoever_is_erased_leaves_a_hash_and_a_count() {
        String before = everything();
        assertThat(before).containsIgnoringCase("anna");
        assertThat(erasure.erase(anna.subscriberId(), "asked")).isTrue();

        assertThat(everything())
                .doesNotContainIgnoringCase("anna")
                .contains("bo@x.example", "subscriber_id=" + anna.subscriberId());
        assertThat(people.suppressions.reason(People.address("ANNA@x.example")))
                .contains(Suppressions.Reason.FORGOTTEN);
        assertThat(erasure.erase(anna.subscriberId(), "asked")).isFalse();
    }

    @Test
    void what_is_still_owed_to_somebody_who_is_erased_keeps_no_edition_open() {
        database.jdbi().useHandle(handle -> handle.execute("UPDATE delivery SET state = 'deferred'"));
        erasure.erase(anna.subscriberId(), "asked");

        assertThat(everything()).contains("state=skipped", "reason=was erased");
    }

    @Test
    void an_address_moves_once_and_to_nobody_elses() {
        requests.ask(anna.subscriberId(), Use.NEW_ADDRESS, People.address("BO@x.example"));
        LinkRequest bos = requests.take().orElseThrow();
        assertThat(requests.move(bos)).isEqualTo(Move.TAKEN);
        requests.ask(
                anna.subscriberId(),
                Use.NEW_ADDRESS,
                MailAddress.of("New@x.example", "").orElseThrow());
        LinkRequest mine = requests.take().orElseThrow();

        assertThat(requests.move(mine)).isEqualTo(Move.DONE);
        assertThat(requests.move(mine)).isEqualTo(Move.USED);
        Subscriber moved = people.find("new@x.example");
        assertThat(moved.id()).isEqualTo(anna.subscriberId());
        assertThat(moved.address().address()).isEqualTo("New@x.example");
        people.suppressions.add(People.address("new@x.example"), Suppressions.Reason.BOUNCED, "550");
        assertThat(people.suppressions.contains(moved.address())).isTrue();
        assertThat(requests.find(Use.NEW_ADDRESS, mine.id())).isEmpty();
        assertThat(requests.find(Use.NEW_ADDRESS, bos.id()))
                .as("the one before")
                .isEmpty();
        assertThat(requests.moved())
                .extracting(told -> told.from().key())
                .containsExactly(People.address("anna@x.example").key());
        assertThat(requests.find(Use.ERASE, bos.id())).as("for another use").isEmpty();
    }

    @Test
    void what_was_kept_by_an_earlier_address_is_given_and_erased_with_the_rest() {
        requests.ask(anna.subscriberId(), Use.NEW_ADDRESS, People.address("new@x.example"));
        assertThat(requests.move(requests.take().orElseThrow())).isEqualTo(Move.DONE);

        JsonNode json =
                JsonMapper.shared().readTree(data.json(anna.subscriberId()).orElseThrow());
        assertThat(json.get("sign_ups").get(0).get("network").stringValue()).isEqualTo("198.51.100.7");
        assertThat(json.get("notices")).hasSize(1);
        erasure.forget(People.address("new@x.example"), "asked");
        assertThat(everything()).doesNotContainIgnoringCase("anna").doesNotContain("new@x.example");
    }
}
