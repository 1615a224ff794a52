package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.broadsheet.mail.SmtpServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom mail is handed to, and whom not, with certificates of an authority that is made here. */
class TlsIT {
    private static final byte[] MESSAGE = "Subject: x\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;

    private static SSLSocketFactory trusting;
    private static SSLContext right;
    private static SSLContext otherHost;
    private static SSLContext expired;
    private static SSLContext unknownAuthority;

    @BeforeAll
    static void certificates() throws Exception {
        Authority known = new Authority(folder, "known");
        trusting = known.trusting();
        right = known.serverFor("right", "ip:127.0.0.1,dns:localhost");
        otherHost = known.serverFor("other-host", "dns:mail.elsewhere.example");
        expired = known.serverFor("expired", "ip:127.0.0.1", "-startdate", "-30d", "-validity", "10");
        unknownAuthority = new Authority(folder, "unknown").serverFor("stranger", "ip:127.0.0.1");
    }

    private static Reply hand(TlsPeer peer, String host) throws SmtpTrouble {
        Relay.Timeouts timeouts =
                new Relay.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
        return new Relay(List.of(peer.server(host)), timeouts, Rates.Settings.NONE, true, trusting)
                .hand(new Envelope("news@sender.example", "p1@readers.example"), MESSAGE);
    }

    private static void refused(SSLContext certificate, SmtpServer.Security security, String words) throws Exception {
        try (TlsPeer peer = new TlsPeer(certificate, security)) {
            assertThatThrownBy(() -> hand(peer, "127.0.0.1"))
                    .isInstanceOf(SmtpTrouble.class)
                    .hasMessageStartingWith("cannot connect to " + peer.server("127.0.0.1"))
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("\n");
            assertThat(peer.taken()).isZero();
            assertThat(peer.inTheClear()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void a_server_with_the_right_certificate_gets_the_mail(SmtpServer.Security security) throws Exception {
        for (String host : List.of("127.0.0.1", "localhost")) {
            try (TlsPeer peer = new TlsPeer(right, security)) {
                assertThat(hand(peer, host).verdict()).isEqualTo(Reply.Verdict.ACCEPTED);
                assertThat(peer.taken()).isEqualTo(1);
                assertThat(peer.inTheClear()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void one_whose_certificate_is_for_another_host_gets_nothing(SmtpServer.Security security) throws Exception {
        refused(otherHost, security, "its certificate is for another name");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void one_whose_certificate_has_expired_gets_nothing(SmtpServer.Security security) throws Exception {
        refused(expired, security, "its certificate has expired");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void one_whose_certificate_is_from_an_unknown_authority_gets_nothing(SmtpServer.Security security)
            throws Exception {
        refused(unknownAuthority, security, "its certificate is from nobody whom Java trusts");
    }
}
