package org.broadsheet.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.broadsheet.mail.Envelope;
import org.broadsheet.mail.Reply;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Angus connects, encrypts and logs in; the dialogue of a message (RFC 5321 §3.3) is ours, so that it is known at every
 * moment whether the message has been begun. Not thread-safe.
 */
final class DirectTransport extends SMTPTransport {
    private final String server;
    private boolean unfinished;
    private boolean inBody;

    /** @param tls whether the connection is encrypted from its first byte */
    DirectTransport(Session session, URLName url, boolean tls) {
        super(session, url, tls ? "smtps" : "smtp", tls);
        this.server = url.getHost() + ":" + url.getPort();
    }

    /** @param message complete, with CRLF line ends; dots are stuffed here */
    synchronized Transmission transmit(Envelope envelope, byte[] message) {
        inBody = false;
        try {
            return dialogue(envelope, message);
        } catch (MessagingException | IOException e) {
            String why = server + " broke the connection: " + words(e);
            return inBody ? new Transmission.InDoubt(why) : new Transmission.NotBegun(why);
        }
    }

    private Transmission dialogue(Envelope envelope, byte[] message) throws MessagingException, IOException {
        if (unfinished) {
            command("RSET");
        }
        unfinished = true;
        String size = supportsExtension("SIZE") ? " SIZE=" + message.length : ""; // RFC 1870 §3
        Reply mail = command("MAIL FROM:<" + envelope.sender() + ">" + size);
        if (mail.verdict() != Reply.Verdict.ACCEPTED) {
            return new Transmission.NotBegun(server + " refused the sender: " + mail);
        }
        Reply recipient = command("RCPT TO:<" + envelope.recipient() + ">");
        if (recipient.verdict() != Reply.Verdict.ACCEPTED) {
            return answered(recipient);
        }
        Reply refused = body(message);
        return answered(refused == null ? end() : refused);
    }

    private Transmission answered(Reply reply) {
        return reply.verdict() == Reply.Verdict.TROUBLE && !inBody
                ? new Transmission.NotBegun(server + " said " + reply)
                : new Transmission.Answered(reply);
    }

    /** Sends the body; returns the reply that kept it from being sent, or null. */
    private @Nullable Reply body(byte[] message) throws IOException, MessagingException {
        OutputStream body;
        try {
            body = data();
        } catch (MessagingException e) {
            return refusal(e);
        }
        inBody = true;
        body.write(message);
        body.flush();
        return null;
    }

    private Reply end() throws IOException, MessagingException {
        try {
            finishData();
        } catch (MessagingException e) {
            return refusal(e);
        }
        unfinished = false;
        return Reply.parse(getLastServerResponse());
    }

    /** Angus throws for every reply but the one it expects; a reply that was read is an answer, not an accident. */
    private Reply refusal(MessagingException e) throws MessagingException {
        if (getLastReturnCode() <= 0) {
            throw e;
        }
        return Reply.parse(getLastServerResponse());
    }

    private Reply command(String command) throws MessagingException, IOException {
        if (simpleCommand(command) <= 0) {
            throw new IOException("no answer to " + command.replaceAll(" .*", ""));
        }
        return Reply.parse(getLastServerResponse());
    }

    private static String words(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
