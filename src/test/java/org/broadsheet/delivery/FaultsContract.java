package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.broadsheet.delivery.DeliveryState.ACCEPTED;
import static org.broadsheet.delivery.DeliveryState.DEFERRED;
import static org.broadsheet.delivery.DeliveryState.IN_DOUBT;
import static org.broadsheet.delivery.DeliveryState.PENDING;
import static org.broadsheet.delivery.DeliveryState.REJECTED;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.mail.SmtpServer.Security;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that misbehave in one way each, with and without pipelining. After the first pass each recipient is in a state that
 * the fault explains; when the server is well again everybody whom it did not refuse for good has the message; and at no time
 * does the ledger say something else than the server's own count, which is compared after each pass.
 */
abstract class FaultsContract {
    private static final int PEOPLE = 7;

    abstract Jdbi jdbi();

    /** What the server says to a command instead of the usual; null for the usual. */
    private interface Script {
        @Nullable
        String say(String command, SmtpPeer.Taken message);
    }

    /**
     * @param script made anew for each test, for it may count
     * @param first states that may occur after the first pass
     * @param rejected how many are refused for good
     */
    private record Fault(
            String name,
            Supplier<Script> script,
            Set<DeliveryState> first,
            int rejected,
            Security security,
            @Nullable String username) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault fault(String name, Supplier<Script> script, DeliveryState first, DeliveryState... more) {
        return new Fault(name, script, EnumSet.of(first, more), 0, Security.NONE, null);
    }

    private static Fault refusing(String name, int rejected, Supplier<Script> script, DeliveryState... first) {
        return new Fault(name, script, EnumSet.of(REJECTED, first), rejected, Security.NONE, null);
    }

    /** Always the same answer to one command. */
    private static Supplier<Script> to(String verb, String reply) {
        return () ->
                (command, message) -> command.toUpperCase(java.util.Locale.ROOT).startsWith(verb) ? reply : null;
    }

    /** The answer to the command when it comes for the n-th time, counted over all connections. */
    private static Supplier<Script> nth(String verb, int n, String reply) {
        return () -> {
            AtomicInteger count = new AtomicInteger();
            return (command, message) -> command.startsWith(verb) && count.incrementAndGet() == n ? reply : null;
        };
    }

    private static String ehlo(String... extensions) {
        return Stream.concat(Stream.of("250-peer.test"), Stream.of(extensions).map(each -> "250-" + each))
                        .reduce("", (all, line) -> all + line + "\r\n")
                + "250 HELP";
    }

    static Stream<Fault> faults() {
        return Stream.of(
                fault("no greeting", to("CONNECT", SmtpPeer.SILENCE), PENDING),
                fault("421 at connect", to("CONNECT", "421 4.3.2 busy"), PENDING),
                fault("554 at connect", to("CONNECT", "554 5.7.1 go away"), PENDING),
                fault("a greeting byte by byte", to("CONNECT", SmtpPeer.DRIP + "220 slow.test ESMTP"), ACCEPTED),
                fault("dropped at connect", to("CONNECT", SmtpPeer.DROP), PENDING),
                fault("EHLO refused, HELO taken", to("EHLO", "502 5.5.1 what"), ACCEPTED),
                fault("EHLO and HELO refused", () -> (c, m) -> c.contains("LO ") ? "550 no" : null, PENDING),
                fault("no extensions", to("EHLO", "250 peer.test"), ACCEPTED),
                fault("MAIL answered 451", to("MAIL", "451 4.3.0 later"), PENDING),
                fault("MAIL answered 550", to("MAIL", "550 5.7.1 not you"), PENDING),
                fault("RCPT answered 450 once", nth("RCPT", 2, "450 4.2.1 busy"), ACCEPTED, DEFERRED),
                refusing("every third RCPT 550", 2, FaultsContract::everyThird, ACCEPTED),
                fault(
                        "452 after two",
                        () -> (c, m) -> c.startsWith("RCPT") && !c.contains("<p1@") && !c.contains("<p2@")
                                ? "452 4.5.3 too many"
                                : null,
                        ACCEPTED,
                        DEFERRED),
                fault("dropped at RCPT", nth("RCPT", 3, SmtpPeer.DROP), ACCEPTED, PENDING),
                fault("reset at RCPT", nth("RCPT", 3, SmtpPeer.RESET), ACCEPTED, PENDING),
                fault("silent at RCPT", nth("RCPT", 3, SmtpPeer.SILENCE), ACCEPTED, PENDING, IN_DOUBT),
                fault("dropped at DATA", nth("DATA", 3, SmtpPeer.DROP), ACCEPTED, PENDING),
                fault("DATA answered 451", nth("DATA", 3, "451 4.3.0 later"), ACCEPTED, DEFERRED),
                refusing("DATA answered 554", 1, nth("DATA", 3, "554 5.7.1 no"), ACCEPTED),
                fault("dropped after 354", nth("BODY", 3, SmtpPeer.DROP), ACCEPTED, PENDING, IN_DOUBT),
                fault("dot answered 451", nth(".", 3, "451 4.3.0 later"), ACCEPTED, DEFERRED),
                refusing("dot answered 552", 1, nth(".", 3, "552 5.2.2 full"), ACCEPTED),
                refusing("dot answered 554", 1, nth(".", 3, "554 5.7.1 spam"), ACCEPTED),
                fault("dot answered 421", nth(".", 3, "421 4.3.2 closing"), ACCEPTED, PENDING),
                fault("dot answered with nonsense", nth(".", 3, "as you wish"), ACCEPTED, IN_DOUBT),
                fault("dot answered late", nth(".", 3, SmtpPeer.LATE + "250 2.0.0 taken"), ACCEPTED),
                fault("dot answered too late", nth(".", 3, SmtpPeer.KEEP_AND_SILENCE), ACCEPTED, PENDING, IN_DOUBT),
                fault("closed when idle", nth(".", 3, SmtpPeer.LAST + "250 2.0.0 taken"), ACCEPTED, PENDING),
                fault("a slow greeting", to("CONNECT", SmtpPeer.LATE + "220 slow.test ESMTP"), ACCEPTED),
                fault("dot never answered", nth(".", 3, SmtpPeer.SILENCE), ACCEPTED, PENDING, IN_DOUBT),
                fault("message kept, answer lost", nth(".", 3, SmtpPeer.KEEP_AND_DROP), ACCEPTED, PENDING, IN_DOUBT),
                fault("message and answer lost", nth(".", 3, SmtpPeer.DROP), ACCEPTED, PENDING, IN_DOUBT),
                fault("421 after five messages", nth("MAIL", 6, "421 4.7.0 enough"), ACCEPTED),
                fault("throttled", () -> (c, m) -> c.startsWith("RCPT") ? "450 4.7.0 too fast" : null, DEFERRED),
                fault("dropped at RSET", FaultsContract::droppedAtRset, ACCEPTED, DEFERRED, PENDING),
                fault(
                        "replies of many lines",
                        () -> (c, m) ->
                                c.startsWith("RCPT") ? "250-2.1.5 one\r\n250-2.1.5 two\r\n250 2.1.5 three" : null,
                        ACCEPTED),
                fault(
                        "replies byte by byte",
                        () -> (c, m) -> c.equals(".") ? SmtpPeer.DRIP + "250 2.0.0 ok" : null,
                        ACCEPTED),
                fault("nonsense at MAIL", nth("MAIL", 2, "\u0000\u00ff<html>"), ACCEPTED, PENDING),
                fault("nonsense at RCPT", nth("RCPT", 2, "99 bottles"), ACCEPTED, PENDING),
                fault("nonsense for a greeting", to("CONNECT", "HTTP/1.1 400 Bad Request"), PENDING),
                fault("SIZE too small", to("EHLO", ehlo("PIPELINING", "SIZE 20")), PENDING),
                fault("SIZE without a number", to("EHLO", ehlo("PIPELINING", "SIZE")), ACCEPTED),
                fault("354 for a refused recipient", FaultsContract::eagerForData, ACCEPTED, DEFERRED),
                fault("503 at DATA for a refused recipient", nth("RCPT", 2, "450 4.2.1 busy"), ACCEPTED, DEFERRED),
                fault("DATA answered 250", to("DATA", "250 2.0.0 ok"), PENDING),
                fault("DATA answered 250 once", nth("DATA", 3, "250 2.0.0 ok"), ACCEPTED, PENDING),
                fault("DATA answered 220", nth("DATA", 3, "220 go on"), ACCEPTED, PENDING),
                fault("DATA answered 654", nth("DATA", 3, "654 what"), ACCEPTED, PENDING),
                fault("a reply too many at MAIL", nth("MAIL", 3, "250 ok\r\n250 ok"), ACCEPTED, PENDING),
                refusing(
                        "a refusal with another reply in its line",
                        1,
                        () -> (c, m) -> c.equals(".") && m.recipient().startsWith("p3@")
                                ? "550 5.1.1 no such user\r250 ok"
                                : null,
                        ACCEPTED),
                fault("354 at RCPT", nth("RCPT", 3, "354 go on"), ACCEPTED, PENDING, DEFERRED),
                fault("a reply too many at RCPT", nth("RCPT", 3, "250 ok\r\n250 ok"), ACCEPTED, PENDING),
                fault("a reply too many at DATA", nth("DATA", 3, "354 go on\r\n250 ok"), ACCEPTED, PENDING),
                fault("a reply too many at each DATA", to("DATA", "354 go on\r\n250 ok"), PENDING),
                fault("a reply too many after a message", nth(".", 3, "250 ok\r\n250 queued"), ACCEPTED, PENDING),
                fault("a reply too many after each", to(".", "250 ok\r\n250 queued"), ACCEPTED, PENDING),
                fault("354 too many after a message", nth(".", 3, "250 ok\r\n354 go on"), ACCEPTED, PENDING),
                fault("dot answered 650", nth(".", 3, "650 queued"), ACCEPTED, IN_DOUBT),
                fault("dot answered 999", nth(".", 3, "999 queued"), ACCEPTED, IN_DOUBT),
                fault("other ends of lines in a reply", to(".", "250 ok\u0085 and\u2028 so on"), ACCEPTED),
                fault("dot answered 354", nth(".", 3, "354 go on"), ACCEPTED, IN_DOUBT),
                fault(
                        "a reply without an end",
                        nth("RCPT", 3, "250-and\r\n".repeat(5000) + "250 ok"),
                        ACCEPTED,
                        PENDING),
                fault("a line without an end", nth("RCPT", 3, "250 " + "x".repeat(1 << 20)), ACCEPTED),
                secured("STARTTLS not offered", to("EHLO", ehlo("PIPELINING")), Security.STARTTLS, null),
                secured("STARTTLS refused", starting("454 4.7.0 TLS not available"), Security.STARTTLS, null),
                secured("STARTTLS broken", starting("220 go on"), Security.STARTTLS, null),
                secured("TLS where none is", to("NOTHING", ""), Security.TLS, null),
                secured("AUTH refused", logging("535 5.7.8 bad credentials"), Security.NONE, "me"),
                secured("AUTH refused for now", logging("454 4.7.0 later"), Security.NONE, "me"),
                secured("AUTH not offered", to("EHLO", ehlo("PIPELINING")), Security.NONE, "me"));
    }

    private static Fault secured(String name, Supplier<Script> script, Security security, @Nullable String username) {
        return new Fault(name, script, EnumSet.of(PENDING), 0, security, username);
    }

    private static Supplier<Script> starting(String reply) {
        return () -> (command, message) ->
                command.startsWith("EHLO") ? ehlo("STARTTLS") : command.startsWith("STARTTLS") ? reply : null;
    }

    private static Supplier<Script> logging(String reply) {
        return () -> (command, message) ->
                command.startsWith("EHLO") ? ehlo("AUTH PLAIN LOGIN") : command.startsWith("AUTH") ? reply : null;
    }

    private static Script everyThird() {
        return (command, message) -> command.startsWith("RCPT TO:<p3@") || command.startsWith("RCPT TO:<p6@")
                ? "550 5.1.1 no such user"
                : null;
    }

    private static Script droppedAtRset() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        return (command, message) -> {
            if (command.startsWith("RCPT TO:<p3@") && refused.add("p3")) {
                return "450 4.2.1 busy";
            }
            return command.equals("RSET") ? SmtpPeer.DROP : null;
        };
    }

    private static Script eagerForData() {
        AtomicBoolean refused = new AtomicBoolean();
        return (command, message) -> {
            if (command.startsWith("RCPT TO:<p2@") && refused.compareAndSet(false, true)) {
                return "450 4.2.1 busy";
            }
            if (command.equals("DATA")) {
                return "354 go on";
            }
            return command.equals(".") && message.message().isEmpty() ? "554 5.5.1 no valid recipients" : null;
        };
    }

    static Stream<Arguments> faultsTwice() {
        return faults().flatMap(fault -> Stream.of(Arguments.of(fault, true), Arguments.of(fault, false)));
    }

    @ParameterizedTest(name = "{0}, pipelining {1}")
    @MethodSource("faultsTwice")
    void nobody_is_lost_and_nobody_is_written_to_twice_without_a_doubt(Fault fault, boolean pipelining)
            throws Exception {
        Scene scene = new Scene(jdbi()).people(PEOPLE);
        ApprovedEdition edition = scene.approve("fault");
        AtomicBoolean well = new AtomicBoolean();
        Script script = fault.script().get();
        try (SmtpPeer peer = SmtpPeer.scripted((command, message) -> well.get() ? null : script.say(command, message));
                Delivery delivery =
                        scene.delivery(peer.server(fault.security(), fault.username()), Scene.SETTINGS, pipelining)) {
            delivery.begin(edition);
            scene.runAll(delivery);
            assertThat(fault.first())
                    .as("after the first pass")
                    .containsAll(counts(scene, edition).keySet());
            assertThat(counts(scene, edition).getOrDefault(REJECTED, 0)).isEqualTo(fault.rejected());
            compare(scene, edition, peer);

            well.set(true);
            if (fault.security() == Security.NONE && fault.username() == null) {
                for (int pass = 0; pass < 3; pass++) {
                    scene.clock.advance(Duration.ofMinutes(20));
                    scene.runAll(delivery);
                    compare(scene, edition, peer);
                }
                Map<DeliveryState, Integer> last = counts(scene, edition);
                assertThat(last.getOrDefault(ACCEPTED, 0)).isEqualTo(PEOPLE - fault.rejected());
                assertThat(last.getOrDefault(REJECTED, 0)).isEqualTo(fault.rejected());
            } else {
                String trouble = scene.editions.get(edition.id()).trouble();
                assertThat(trouble).contains("127.0.0.1:" + peer.port()).doesNotContain("secret");
            }
        }
    }

    private static Map<DeliveryState, Integer> counts(Scene scene, ApprovedEdition edition) {
        return scene.report.tally(edition.id()).counts();
    }

    /** Between two passes nothing is in the air, so the server's count explains every row. */
    private static void compare(Scene scene, ApprovedEdition edition, SmtpPeer peer) {
        Map<String, Long> copies = peer.copies();
        scene.report.recipients(edition.id(), row -> {
            boolean accepted = row.state() == ACCEPTED;
            assertThat(copies.getOrDefault(row.address(), 0L))
                    .as("copies of %s", row)
                    .isBetween(accepted ? 1L : 0L, row.doubts() + (accepted ? 1L : 0L));
        });
    }
}
