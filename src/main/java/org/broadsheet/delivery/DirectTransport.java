package org.broadsheet.delivery;

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
    private @Nullable Offer offer;
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

    /**
     * What the server said to EHLO that matters to a message.
     *
     * @param most bytes that it takes, {@link Long#MAX_VALUE} when it knows of no limit (RFC 1870 §4: 0 means that too)
     */
    private record Offer(boolean pipelining, boolean international, boolean size, long most, boolean reports) {}

    private Offer offer() {
        Offer known = offer;
        if (known == null) {
            String limit = supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
            known = new Offer(
                    supportsExtension("PIPELINING"),
                    supportsExtension("SMTPUTF8"),
                    supportsExtension("SIZE"),
                    limit != null && limit.matches("[1-9]\\d{0,17}") ? Long.parseLong(limit) : Long.MAX_VALUE,
                    supportsExtension("DSN"));
            offer = known;
        }
        return known;
    }

    boolean speaksInternational() {
        return offer().international();
    }

    boolean pipelines() {
        return mayPipeline && offer().pipelining();
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
        if (isUnspeakable(letter)) {
            String why = server + " does not take such an address: it has no SMTPUTF8";
            return letter.envelope().hasInternationalSender()
                    ? new Transmission.NotTaken(why + " for the sender")
                    : new Transmission.Impossible(why);
        }
        if (isTooLarge(letter)) {
            return new Transmission.NotTaken(server + " takes messages of " + offer().most()
                    + " bytes at most and this one has " + letter.message().length);
        }
        try {
            return pipelines() ? pipelined(letter, next) : lockstep(letter);
        } catch (IOException e) {
            String why = server + " broke off: " + words(e);
            return inBody ? new Transmission.InDoubt(why) : new Transmission.NotTaken(why);
        }
    }

    private boolean isUnspeakable(Letter letter) {
        return letter.envelope().isInternational() && !offer().international();
    }

    private boolean isTooLarge(Letter letter) {
        return letter.message().length > offer().most();
    }

    private Transmission lockstep(Letter letter) throws IOException {
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
        return body(letter, null, say("DATA"));
    }

    private Transmission pipelined(Letter letter, @Nullable Letter next) throws IOException {
        boolean ahead = announced == letter;
        announced = null;
        boolean reset = !ahead && unfinished;
        if (!ahead) {
            wire.expectSilence();
            announce(letter);
            wire.flush();
        }
        unfinished = true;
        if (reset) {
            wire.read();
        }
        Reply mail = wire.read();
        Reply recipient = wire.read();
        Reply data = wire.read();
        if (mail.verdict() != Reply.Verdict.ACCEPTED) {
            return refusedSender(mail); // after which the connection is not used again
        }
        if (!recipient.isFinal() && data.code() == 354) {
            wire.cut(); // the server may believe in the recipient, who would get an empty message
            return new Transmission.NotTaken(server + " is out of step: it answered RCPT with " + recipient);
        }
        if (recipient.verdict() != Reply.Verdict.ACCEPTED) {
            return data.code() == 354 ? emptied(recipient) : answered(recipient);
        }
        return body(letter, next, data);
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
    private Transmission emptied(Reply recipient) throws IOException {
        wire.expectSilence();
        wire.command(".");
        wire.flush();
        wire.read();
        unfinished = false;
        return answered(recipient);
    }

    /** @param data what the server said to DATA: only 354 asks for the message (RFC 5321 §4.1.1.4) */
    private Transmission body(Letter letter, @Nullable Letter next, Reply data) throws IOException {
        if (data.verdict() == Reply.Verdict.ACCEPTED) {
            return new Transmission.NotTaken(server + " is out of step: it answered DATA with " + data);
        }
        if (data.code() != 354) {
            return answered(data);
        }
        wire.expectSilence();
        inBody = true;
        unfinished = false;
        wire.message(letter.message());
        if (next != null && pipelines() && !isUnspeakable(next) && !isTooLarge(next)) {
            announce(next);
            announced = next;
        }
        wire.flush();
        Reply end = wire.read();
        if (!end.isFinal()) {
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
        Envelope envelope = letter.envelope();
        StringBuilder command = new StringBuilder("MAIL FROM:<" + envelope.sender() + ">");
        if (offer().size()) {
            command.append(" SIZE=").append(letter.message().length); // RFC 1870 §3
        }
        if (envelope.isInternational()) {
            // The header has its address as it is, so the message is 8-bit; a server with SMTPUTF8 takes that (RFC 6531
            // §3.1).
            command.append(" BODY=8BITMIME SMTPUTF8");
        }
        String id = reportId(envelope);
        if (id != null) {
            command.append(" RET=HDRS ENVID=").append(Xtext.of(id));
        }
        return command.toString();
    }

    /** RFC 3461 §4: told of failure and delay, with the address as we know it, whatever it is forwarded to. */
    private String recipient(Envelope envelope) {
        String command = "RCPT TO:<" + envelope.recipient() + ">";
        if (reportId(envelope) == null) {
            return command;
        }
        String original = envelope.isInternational()
                ? "utf-8;" + Xtext.ofUtf8(envelope.recipient()) // RFC 6533 §3
                : "rfc822;" + Xtext.of(envelope.recipient());
        return command + " NOTIFY=FAILURE,DELAY ORCPT=" + original;
    }

    private @Nullable String reportId(Envelope envelope) {
        return offer().reports() ? envelope.id() : null;
    }

    private Reply say(String command) throws IOException {
        wire.expectSilence();
        wire.command(command);
        wire.flush();
        return wire.read();
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
