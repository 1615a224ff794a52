package org.broadsheet.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.broadsheet.mail.Reply;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a relay, used for message after message and renewed when it breaks. Not thread-safe. */
final class RelaySession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RelaySession.class);
    /** Servers close what is idle; some count their five minutes (RFC 5321 §4.5.3.2.7) generously, some do not. */
    private static final long LONGEST_IDLE_NANOS = 20_000_000_000L;

    private final Servers servers;
    private final Relay.Timeouts timeouts;
    private final boolean mayPipeline;
    private final SSLSocketFactory tls;
    private @Nullable DirectTransport transport;
    private Servers.@Nullable Place place;
    private boolean international;
    private int begun;
    private int taken;
    private long lastUse;

    RelaySession(Servers servers, Relay.Timeouts timeouts, boolean mayPipeline, SSLSocketFactory tls) {
        this.tls = tls;
        this.servers = servers;
        this.timeouts = timeouts;
        this.mayPipeline = mayPipeline;
    }

    /** Whether the envelope of the next message may go ahead while this one is answered. */
    boolean announces() {
        return transport != null && transport.pipelines() && mayCarry(2);
    }

    private boolean mayCarry(int more) {
        return place != null && begun + more <= place.server().messages();
    }

    /** Whether the server has the envelope of a message that must be the next one. */
    boolean isAnnounced() {
        return transport != null && transport.isAnnounced();
    }

    /** Connects unless it is connected. */
    void open() throws SmtpTrouble {
        boolean usable = transport != null && System.nanoTime() - lastUse < LONGEST_IDLE_NANOS;
        if (usable && mayCarry(1)) {
            return;
        }
        close();
        SmtpTrouble trouble = null;
        for (Servers.Place candidate : servers.inOrder(international)) {
            try {
                transport = connect(candidate);
                place = candidate;
                candidate.noteInternational(transport.speaksInternational());
                begun = 0;
                taken = 0;
                lastUse = System.nanoTime();
                return;
            } catch (SmtpTrouble e) {
                log.info("{}", e.getMessage());
                trouble = e;
            }
        }
        throw trouble == null ? new SmtpTrouble("no SMTP server is configured") : trouble;
    }

    private DirectTransport connect(Servers.Place place) throws SmtpTrouble {
        if (!place.take()) {
            throw new SmtpTrouble(Counted.form(
                            place.server().connections(),
                            "the only connection",
                            "all " + place.server().connections() + " connections")
                    + " to " + place.server()
                    + Counted.form(place.server().connections(), " is in use", " are in use"));
        }
        boolean connected = false;
        try {
            DirectTransport made = login(place);
            connected = true;
            return made;
        } finally {
            if (!connected) {
                place.noteAway();
                place.release();
            }
        }
    }

    /**
     * Hands over one message. A connection that has served well and breaks before the message is begun, as those of servers
     * do that allow so many messages each, is renewed once.
     *
     * @param next what comes after it, or null: see {@link DirectTransport#transmit}
     */
    Transmission send(Letter letter, @Nullable Letter next) throws SmtpTrouble {
        Transmission result = sendHere(letter, next);
        boolean mayGoElsewhere = result instanceof Transmission.Impossible
                || result instanceof Transmission.NotTaken && letter.envelope().hasInternationalSender();
        return mayGoElsewhere && servers.areMany() ? elsewhere(letter, result) : result;
    }

    /**
     * Some servers can take what others cannot. The connection that was in use stays for those who come next.
     *
     * @param impossible what the server said that could not
     */
    private Transmission elsewhere(Letter letter, Transmission impossible) {
        Transmission result = impossible;
        for (Servers.Place other : servers.inOrder(true)) {
            if (other == place) {
                continue;
            }
            try (RelaySession session = new RelaySession(Servers.only(other), timeouts, mayPipeline, tls)) {
                Transmission there = session.sendHere(letter, null);
                if (!(there instanceof Transmission.Impossible) && !(there instanceof Transmission.NotTaken)) {
                    return there;
                }
                result = result instanceof Transmission.NotTaken ? result : there;
            } catch (SmtpTrouble trouble) {
                log.info("{}", trouble.getMessage());
                result = new Transmission.NotTaken(String.valueOf(trouble.getMessage()));
            }
        }
        return result;
    }

    private Transmission sendHere(Letter letter, @Nullable Letter next) throws SmtpTrouble {
        if (transport != null && transport.expectsOther(letter)) {
            close();
        }
        if (letter.envelope().hasInternationalSender() && !international) {
            international = true; // so are all that come next: a connection where they cannot go is of no use
            if (servers.areMany() && transport != null && !transport.speaksInternational()) {
                close();
            }
        }
        open();
        boolean proven = taken > 0;
        Transmission result = transmit(letter, next);
        if (result instanceof Transmission.NotTaken notTaken && proven) {
            log.debug("A new connection is made: {}", notTaken.why());
            open();
            result = transmit(letter, next);
        }
        return result;
    }

    private Transmission transmit(Letter letter, @Nullable Letter next) {
        DirectTransport open = transport;
        if (open == null) {
            throw new IllegalStateException("open() connects or throws");
        }
        begun++;
        Transmission result = open.transmit(letter, next);
        lastUse = System.nanoTime();
        if (result instanceof Transmission.Answered answered) {
            taken += answered.reply().verdict() == Reply.Verdict.ACCEPTED ? 1 : 0;
        } else if (!(result instanceof Transmission.Impossible)) {
            close();
        }
        return result;
    }

    private DirectTransport login(Servers.Place place) throws SmtpTrouble {
        SmtpServer server = place.server();
        TokenCommand tokens = place.token();
        if (tokens == null) {
            Secret password = server.password();
            try {
                return connect(server, password == null ? null : password.reveal());
            } catch (AuthenticationFailedException e) {
                throw new SmtpTrouble(server + " refused the login: " + oneLine(e));
            }
        }
        String token = tokens.token();
        try {
            return connect(server, token);
        } catch (AuthenticationFailedException e) {
            if (!tokens.forget(token)) {
                throw new SmtpTrouble(server + " refused the token: " + oneLine(e));
            }
        }
        try {
            return connect(server, tokens.token());
        } catch (AuthenticationFailedException e) {
            throw new SmtpTrouble(server + " refused the token: " + oneLine(e));
        }
    }

    private DirectTransport connect(SmtpServer server, @Nullable String password)
            throws SmtpTrouble, AuthenticationFailedException {
        boolean tls = server.security() == SmtpServer.Security.TLS;
        URLName url = new URLName(tls ? "smtps" : "smtp", server.host(), server.port(), null, null, null);
        Wire wire = new Wire(timeouts.write());
        Session session = Session.getInstance(properties(server, tls, wire));
        DirectTransport connecting = new DirectTransport(session, url, tls, wire, mayPipeline);
        try {
            connecting.connect(server.host(), server.port(), server.username(), password);
            if (password != null && !connecting.supportsExtension("AUTH")) {
                connecting.close();
                throw new SmtpTrouble(server + " offers no login, and a username is configured for it");
            }
            return connecting;
        } catch (AuthenticationFailedException e) {
            throw new AuthenticationFailedException(
                    Concealment.of(password, server.username()).in(oneLine(e)));
        } catch (MessagingException e) {
            String words = TlsWords.of(e)
                    .orElse(Concealment.of(password, server.username()).in(oneLine(e)));
            throw new SmtpTrouble("cannot connect to " + server + ": " + words);
        }
    }

    private Properties properties(SmtpServer server, boolean tls, Wire wire) {
        String prefix = tls ? "mail.smtps." : "mail.smtp.";
        Properties properties = new Properties();
        properties.put(
                prefix + "connectiontimeout", Long.toString(timeouts.connect().toMillis()));
        properties.put(prefix + "timeout", Long.toString(timeouts.read().toMillis()));
        properties.put(prefix + "auth", Boolean.toString(server.username() != null));
        properties.put(prefix + "auth.mechanisms", server.tokenCommand() == null ? "PLAIN LOGIN" : "XOAUTH2");
        properties.put(prefix + "socketFactory", new NoDelaySockets.Plain(wire));
        properties.put(prefix + "ssl.socketFactory", new NoDelaySockets.Tls(this.tls, wire));
        // Else whatever a socket of ours finds wrong is tried again with one of Java's, which the wire does not know.
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        boolean startTls = server.security() == SmtpServer.Security.STARTTLS;
        properties.put(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.put(prefix + "starttls.required", Boolean.toString(startTls));
        return properties;
    }

    private static String oneLine(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return words.replaceAll("\\s+", " ").strip();
    }

    @Override
    public void close() {
        DirectTransport closing = transport;
        transport = null;
        if (closing == null) {
            return;
        }
        if (place != null) {
            place.release();
            place = null;
        }
        if (closing.isAnnounced()) {
            closing.cut(); // the server may wait for a message: a word now would be taken for one
        }
        try {
            closing.close();
        } catch (MessagingException e) {
            log.debug("The relay did not say goodbye: {}", e.getMessage());
        }
    }
}
