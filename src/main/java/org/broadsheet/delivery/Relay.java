package org.broadsheet.delivery;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.broadsheet.mail.SmtpServer;

/** The SMTP servers that take our mail, and how fast it may go. Thread-safe. */
public final class Relay {
    private final Servers servers;
    private final Timeouts timeouts;
    private final Rates rates;
    private final boolean mayPipeline;
    private final SSLSocketFactory tls;

    /** How long to wait for a server in each phase. */
    public record Timeouts(Duration connect, Duration read, Duration write) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /** @param servers at least one */
    public Relay(List<SmtpServer> servers, Timeouts timeouts, Rates.Settings rates) {
        this(servers, timeouts, rates, true);
    }

    /** @param mayPipeline false keeps to one command at a time whatever a server offers */
    Relay(List<SmtpServer> servers, Timeouts timeouts, Rates.Settings rates, boolean mayPipeline) {
        this(servers, timeouts, rates, mayPipeline, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param tls knows whom to trust; that of Java trusts the usual authorities */
    Relay(
            List<SmtpServer> servers,
            Timeouts timeouts,
            Rates.Settings rates,
            boolean mayPipeline,
            SSLSocketFactory tls) {
        this.tls = tls;
        this.servers = new Servers(servers);
        this.timeouts = timeouts;
        this.rates = new Rates(rates);
        this.mayPipeline = mayPipeline;
    }

    Rates rates() {
        return rates;
    }

    /** For one run, on one thread; connects when it is first needed. */
    RelaySession session() {
        return new RelaySession(servers, timeouts, mayPipeline, tls);
    }

    /**
     * Hands over one message outside of any edition.
     *
     * @throws SmtpTrouble when no server took it or refused it in so many words
     */
    public Reply hand(Envelope envelope, byte[] message) throws SmtpTrouble {
        try (RelaySession session = session()) {
            Transmission result = session.send(new Letter(envelope, message), null);
            if (result instanceof Transmission.Answered answered) {
                return answered.reply();
            }
            throw new SmtpTrouble(words(result));
        }
    }

    private static String words(Transmission result) {
        if (result instanceof Transmission.Impossible impossible) {
            return impossible.why();
        }
        return result instanceof Transmission.NotTaken notTaken
                ? notTaken.why()
                : ((Transmission.InDoubt) result).why() + "; it may have been taken all the same";
    }
}
