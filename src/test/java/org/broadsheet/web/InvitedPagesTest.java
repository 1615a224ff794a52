package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportWatch;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The link that an import had mailed. */
class InvitedPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private Pages pages;
    private SubscriptionRef ref;
    private String link;

    @BeforeEach
    void invite() throws IOException {
        pages = new Pages(database.get(), folder);
        Path csv = Files.writeString(folder.resolve("meetup.csv"), "address\nbo@two.example\n");
        new CsvImport(database.get(), new AddressHashes(new Keys(database.get())), pages.clock)
                .run(
                        csv,
                        ImportOptions.onto("community")
                                .inviting(new ImportOptions.Invitation("en", SignUp.Origin.INVITATION)),
                        ImportWatch.NONE);
        MailAddress bo = MailAddress.of("bo@two.example", "").orElseThrow();
        ref = new SubscriptionRef(pages.subscribers.find(bo).orElseThrow().id(), pages.ref.listId());
        SignUp signUp = pages.signUps.takeInvitation(SignUp.Origin.INVITATION).orElseThrow();
        pages.settle(signUp);
        link = "/confirm/" + pages.links.token(LinkTokens.Use.CONFIRM, signUp.id(), pages.clock.instant());
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void its_button_confirms_and_the_evidence_says_what_was_imported_and_how_it_was_confirmed() {
        assertThat(pages.get(link).body()).contains("<button");
        assertThat(pages.subscriptions.state(ref)).contains(State.UNCONFIRMED);

        assertThat(pages.post(link, FORM, "").statusCode()).isEqualTo(200);

        assertThat(pages.subscriptions.state(ref)).contains(State.CONFIRMED);
        String evidence = database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT evidence FROM subscription WHERE subscriber_id = ?", ref.subscriberId())
                        .mapTo(String.class)
                        .one());
        assertThat(evidence)
                .isEqualTo("confirmed by the link that was mailed, invited on 2025-11-20T09:00:00Z:"
                        + " imported from meetup.csv on 2025-11-20");
    }

    @Test
    void it_brings_nobody_back_who_has_left_since() {
        pages.subscriptions.unsubscribe(ref, "left");

        assertThat(pages.get(link).body()).contains("subscribe anew");
        assertThat(pages.post(link, FORM, "").body()).contains("subscribe anew");
        assertThat(pages.subscriptions.state(ref)).contains(State.UNSUBSCRIBED);
    }
}
