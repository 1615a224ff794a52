package org.broadsheet.delivery;

import java.time.Duration;
import java.util.List;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.broadsheet.mail.SmtpServer;

/** The SMTP servers that take our mail, in the order in which they are tried. Thread-safe. */
public final class Relay {
    private final List<SmtpServer> servers;
    private final Timeouts timeouts;
    private final Pace pace;
    private final boolean mayPipeline;

    /** How long to wait for a server in each phase. */
    public record Timeouts(Duration connect, Duration read, Duration write) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /**
     * @param servers at least one
     * @param perSecond messages a second over all connections of this process; 0 for no limit
     */
    public Relay(List<SmtpServer> servers, Timeouts timeouts, double perSecond) {
        this(servers, timeouts, perSecond, true);
    }

    /** @param mayPipeline false keeps to one command at a time whatever a server offers */
    Relay(List<SmtpServer> servers, Timeouts timeouts, double perSecond, boolean mayPipeline) {
        this.servers = List.copyOf(servers);
        this.timeouts = timeouts;
        this.pace = new Pace(perSecond);
        this.mayPipeline = mayPipeline;
    }

    /** For one run, on one thread; connects when it is first needed. */
    RelaySession session() {
        return new RelaySession(servers, timeouts, pace, mayPipeline);
    }

    /**
     * Hands over one message outside of any edition.
     *
     * @throws SmtpTrouble when no server took it or refused it in so many words
     */
    public Reply hand(Envelope envelope, byte[] message) throws SmtpTrouble, InterruptedException {
        try (RelaySession session = session()) {
            session.pace().await(() -> false);
            Transmission result = session.send(new Letter(envelope, message), null);
            if (result instanceof Transmission.Answered answered) {
                return answered.reply();
            }
            throw new SmtpTrouble(
                    result instanceof Transmission.NotTaken notBegun
                            ? notBegun.why()
                            : ((Transmission.InDoubt) result).why() + "; it may have been taken all the same");
        }
    }
}
