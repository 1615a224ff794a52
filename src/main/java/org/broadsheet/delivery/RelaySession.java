package org.broadsheet.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.List;
import java.util.Properties;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.Reply;
import org.broadsheet.mail.SmtpServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a relay, used for message after message and renewed when it breaks. Not thread-safe. */
final class RelaySession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RelaySession.class);

    private final List<SmtpServer> servers;
    private final Relay.Timeouts timeouts;
    private final Pace pace;
    private @Nullable DirectTransport transport;

    RelaySession(List<SmtpServer> servers, Relay.Timeouts timeouts, Pace pace) {
        this.servers = servers;
        this.timeouts = timeouts;
        this.pace = pace;
    }

    /** Why mail to this address cannot leave over SMTP as it is used here, or null. */
    @Nullable
    String objection(MailAddress to) {
        boolean ascii = to.local().chars().allMatch(c -> c < 0x80);
        return ascii ? null : "the address has other than ASCII letters before the @, which needs SMTPUTF8";
    }

    /** Connects unless it is connected. */
    void open() throws SmtpTrouble {
        if (transport != null) {
            return;
        }
        SmtpTrouble trouble = null;
        for (SmtpServer server : servers) {
            try {
                transport = connect(server);
                return;
            } catch (SmtpTrouble e) {
                log.info("{}", e.getMessage());
                trouble = e;
            }
        }
        throw trouble == null ? new SmtpTrouble("no SMTP server is configured") : trouble;
    }

    Pace pace() {
        return pace;
    }

    /** Hands over one message. */
    Transmission send(Envelope envelope, byte[] message) throws SmtpTrouble {
        open();
        DirectTransport open = transport;
        if (open == null) {
            throw new IllegalStateException("open() connects or throws");
        }
        Transmission result = open.transmit(envelope, message);
        boolean usable = result instanceof Transmission.Answered answered
                && answered.reply().verdict() != Reply.Verdict.TROUBLE;
        if (!usable) {
            close();
        }
        return result;
    }

    private DirectTransport connect(SmtpServer server) throws SmtpTrouble {
        String name = server.host() + ":" + server.port();
        boolean tls = server.security() == SmtpServer.Security.TLS;
        URLName url = new URLName(tls ? "smtps" : "smtp", server.host(), server.port(), null, null, null);
        DirectTransport connecting = new DirectTransport(Session.getInstance(properties(server, tls)), url, tls);
        try {
            String password =
                    server.password() == null ? null : server.password().reveal();
            connecting.connect(server.host(), server.port(), server.username(), password);
            return connecting;
        } catch (AuthenticationFailedException e) {
            throw new SmtpTrouble(name + " refused the login: " + oneLine(e));
        } catch (MessagingException e) {
            throw new SmtpTrouble("cannot connect to " + name + ": " + oneLine(e));
        }
    }

    private Properties properties(SmtpServer server, boolean tls) {
        String prefix = tls ? "mail.smtps." : "mail.smtp.";
        Properties properties = new Properties();
        properties.put(
                prefix + "connectiontimeout", Long.toString(timeouts.connect().toMillis()));
        properties.put(prefix + "timeout", Long.toString(timeouts.read().toMillis()));
        properties.put(prefix + "writetimeout", Long.toString(timeouts.write().toMillis()));
        properties.put(prefix + "auth", Boolean.toString(server.username() != null));
        properties.put(prefix + "socketFactory", new NoDelaySockets.Plain());
        properties.put(prefix + "ssl.socketFactory", new NoDelaySockets.Tls());
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
        if (closing != null) {
            try {
                closing.close();
            } catch (MessagingException e) {
                log.debug("The relay did not say goodbye: {}", e.getMessage());
            }
        }
    }
}
