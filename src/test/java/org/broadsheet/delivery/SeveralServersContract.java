package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;
import static org.broadsheet.delivery.DeliveryState.PENDING;
import static org.broadsheet.delivery.DeliveryState.REJECTED;

import java.util.List;
import java.util.Map;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.mail.SmtpServer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What becomes of mail where there is more than one server to take it. */
abstract class SeveralServersContract {
    private static final String SMTPUTF8 = "250-peer.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8";
    /** Of two servers that one is asked first whose weight is larger. */
    private static final int FIRST = 100;

    abstract Jdbi jdbi();

    /** The third of five needs a server with SMTPUTF8. */
    private Scene withJuergen() {
        Scene scene = new Scene(jdbi()).people(5);
        scene.execute("UPDATE subscriber SET address = 'jürgen@readers.example' WHERE address LIKE 'p3@%'");
        return scene;
    }

    private static SmtpPeer international() {
        return SmtpPeer.scripted((command, message) -> command.startsWith("EHLO") ? SMTPUTF8 : null);
    }

    private static SmtpServer first(SmtpPeer peer) {
        return new SmtpServer("127.0.0.1", peer.port(), SmtpServer.Security.NONE, null, null, 4, FIRST);
    }

    private static Delivery delivery(Scene scene, SmtpServer... servers) {
        return scene.delivery(List.of(servers), Scene.SETTINGS, true, Rates.Settings.NONE);
    }

    @Test
    void who_needs_smtputf8_gets_it_from_the_server_that_has_it_and_the_others_stay_where_they_are() throws Exception {
        Scene scene = withJuergen();
        ApprovedEdition edition = scene.approve("utf8");
        try (SmtpPeer without = SmtpPeer.willing();
                SmtpPeer with = international();
                Delivery delivery = delivery(scene, first(without), with.server())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 5));
            assertThat(with.taken()).hasSize(1);
            assertThat(without.taken()).hasSize(4);
            assertThat(without.connects())
                    .as("the connection of the others stays")
                    .isEqualTo(1);
        }
    }

    @Test
    void who_needs_smtputf8_is_rejected_where_no_server_has_it() throws Exception {
        Scene scene = withJuergen();
        ApprovedEdition edition = scene.approve("nowhere");
        try (SmtpPeer without = SmtpPeer.willing();
                SmtpPeer neither = SmtpPeer.willing();
                Delivery delivery = delivery(scene, first(without), neither.server())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 4, REJECTED, 1));
        }
    }

    @Test
    void who_needs_smtputf8_waits_while_the_server_that_may_have_it_is_away() throws Exception {
        Scene scene = withJuergen();
        ApprovedEdition edition = scene.approve("away");
        SmtpPeer away = international();
        away.close();
        try (SmtpPeer without = SmtpPeer.willing();
                Delivery delivery = delivery(scene, first(without), away.server())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.state(1)).isEqualTo("accepted");
            assertThat(scene.report.tally(edition.id()).of(REJECTED)).isZero();
            assertThat(scene.report.tally(edition.id()).of(PENDING)).isPositive();
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).of(ACCEPTED))
                    .as("nobody waits behind him")
                    .isEqualTo(4);
        }
    }

    @Test
    void a_sender_who_needs_smtputf8_keeps_one_connection_to_the_server_that_has_it() throws Exception {
        Scene scene = new Scene(jdbi()).people(8);
        scene.sender = "jürgen@sender.example";
        ApprovedEdition edition = scene.approve("sender");
        try (SmtpPeer without = SmtpPeer.willing();
                SmtpPeer with = international();
                Delivery delivery = delivery(scene, first(without), with.server())) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(scene.report.tally(edition.id()).counts()).isEqualTo(Map.of(ACCEPTED, 8));
            assertThat(with.taken()).hasSize(8);
            assertThat(without.connects()).as("asked once what it can").isEqualTo(1);
            assertThat(with.connects())
                    .as("one at its first message, one for all others")
                    .isLessThanOrEqualTo(2);
        }
    }
}
