package org.broadsheet.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Angus connects, encrypts and logs in; the dialogue of a message (RFC 5321 §3.3) is ours, so that it is known at every
 * moment whether the message has been begun. Where the server allows pipelining (RFC 2920), the envelope of the next message
 * travels with the end of this one, and a message costs one round trip instead of four. Not thread-safe.
 */
final class DirectTransport extends SMTPTransport {
    private final String server;
    private final Wire wire;
    private final boolean mayPipeline;
    private @Nullable Letter announced;
    private boolean unfinished;
    private boolean inBody;

    /**
     * @param tls whether the connection is encrypted from its first byte
     * @param wire of the socket that the session's factories make
     * @param mayPipeline false keeps to one command at a time whatever the server offers
     */
    DirectTransport(Session session, URLName url, boolean tls, Wire wire, boolean mayPipeline) {
        super(session, url, tls ? "smtps" : "smtp", tls);
        this.server = url.getHost() + ":" + url.getPort();
        this.wire = wire;
        this.mayPipeline = mayPipeline;
    }

    boolean pipelines() {
        return mayPipeline && supportsExtension("PIPELINING");
    }

    /** Whether the envelope of a message went ahead that was not sent yet. */
    boolean isAnnounced() {
        return announced != null;
    }

    /** True when {@link #transmit} of another letter than the one announced would find the server in the middle of that. */
    boolean expectsOther(Letter letter) {
        return announced != null && announced != letter;
    }

    /**
     * Hands over one message.
     *
     * @param next the one that comes after it, whose envelope may go ahead, or null; when it does not come after all, the
     *     connection has to be {@linkplain #cut cut}
     */
    synchronized Transmission transmit(Letter letter, @Nullable Letter next) {
        inBody = false;
        if (isTooLarge(letter)) {
            return new Transmission.NotTaken(server + " takes messages of " + getExtensionParameter("SIZE")
                    + " bytes at most and this one has " + letter.message().length);
        }
        try {
            return pipelines() ? pipelined(letter, next) : lockstep(letter);
        } catch (MessagingException | IOException e) {
            String why = server + " broke the connection: " + words(e);
            return inBody ? new Transmission.InDoubt(why) : new Transmission.NotTaken(why);
        }
    }

    /** RFC 1870 §4: 0 and nothing mean that there is no limit that it knows of. */
    private boolean isTooLarge(Letter letter) {
        String limit = supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
        return limit != null && limit.matches("[1-9]\\d{0,17}") && letter.message().length > Long.parseLong(limit);
    }

    private Transmission lockstep(Letter letter) throws MessagingException, IOException {
        if (unfinished) {
            say("RSET");
        }
        unfinished = true;
        Reply mail = say(mail(letter));
        if (mail.verdict() != Reply.Verdict.ACCEPTED) {
            return refusedSender(mail);
        }
        Reply recipient = say(recipient(letter.envelope()));
        if (recipient.verdict() != Reply.Verdict.ACCEPTED) {
            return answered(recipient);
        }
        Reply data = say("DATA");
        return data.code() == 354 ? body(letter, null) : answered(data);
    }

    private Transmission pipelined(Letter letter, @Nullable Letter next) throws MessagingException, IOException {
        boolean ahead = announced == letter;
        announced = null;
        boolean reset = !ahead && unfinished;
        if (!ahead) {
            announce(letter);
            wire.flush();
        }
        unfinished = true;
        if (reset) {
            read();
        }
        Reply mail = read();
        Reply recipient = read();
        Reply data = read();
        if (mail.verdict() != Reply.Verdict.ACCEPTED) {
            return refusedSender(mail); // after which the connection is not used again
        }
        if (recipient.verdict() != Reply.Verdict.ACCEPTED) {
            return data.code() == 354 ? emptied(recipient) : answered(recipient);
        }
        return data.code() == 354 ? body(letter, next) : answered(data);
    }

    /** Puts the envelope on the wire; DATA has to be the last command of a group (RFC 2920 §3.1). */
    private void announce(Letter letter) {
        if (unfinished) {
            wire.command("RSET");
        }
        wire.command(mail(letter));
        wire.command(recipient(letter.envelope()));
        wire.command("DATA");
    }

    /** The server waits for a message although it refused the only recipient: it gets an empty one (RFC 2920 §3.1). */
    private Transmission emptied(Reply recipient) throws MessagingException, IOException {
        wire.command(".");
        wire.flush();
        read();
        unfinished = false;
        return answered(recipient);
    }

    private Transmission body(Letter letter, @Nullable Letter next) throws MessagingException, IOException {
        inBody = true;
        unfinished = false;
        wire.message(letter.message());
        if (next != null && pipelines()) {
            announce(next);
            announced = next;
        }
        wire.flush();
        Reply end = read();
        if (end.code() < 200 || end.code() / 100 == 3) {
            return new Transmission.InDoubt(server + " answered the message with what is no answer: " + end);
        }
        return answered(end);
    }

    private Transmission refusedSender(Reply mail) {
        return new Transmission.NotTaken(server + " refused the sender: " + mail);
    }

    private Transmission answered(Reply reply) {
        return reply.verdict() == Reply.Verdict.TROUBLE
                ? new Transmission.NotTaken(server + " said " + reply)
                : new Transmission.Answered(reply);
    }

    private String mail(Letter letter) {
        String size = supportsExtension("SIZE") ? " SIZE=" + letter.message().length : ""; // RFC 1870 §3
        return "MAIL FROM:<" + letter.envelope().sender() + ">" + size;
    }

    private static String recipient(Envelope envelope) {
        return "RCPT TO:<" + envelope.recipient() + ">";
    }

    private Reply say(String command) throws MessagingException, IOException {
        wire.command(command);
        wire.flush();
        return read();
    }

    /** Angus gathers the lines of a reply; after what is no reply it has closed the connection. */
    private Reply read() throws MessagingException, IOException {
        int code = readServerResponse();
        String said = getLastServerResponse();
        if (said == null || said.equals("[EOF]")) {
            throw new IOException("it was closed from the other side");
        }
        if (code < 0) {
            throw new IOException(
                    "it said what is no reply: " + Reply.parse(said).text());
        }
        return Reply.parse(said);
    }

    /** Ends the connection in the middle of whatever was announced. */
    void cut() {
        wire.cut();
    }

    private static String words(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
