package org.broadsheet.delivery;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.broadsheet.mail.SmtpServer;

/**
 * An SMTP server in this process, on a free port of the loopback interface, that takes mail for anybody and hands it to
 * nobody: each message becomes a file before it is acknowledged. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
    private static final int PURGE_EVERY = 100;
    private static final String MAILBOX = "sandbox@localhost";

    private final Path outbox;
    private final GreenMail greenMail;
    private final AtomicInteger received = new AtomicInteger();

    private Sandbox(Path outbox, GreenMail greenMail) {
        this.outbox = outbox;
        this.greenMail = greenMail;
    }

    /** @param outbox the folder for {@code ADDRESS-ID.eml}; made when it is missing */
    public static Sandbox open(Path outbox) {
        try {
            Files.createDirectories(outbox);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The outbox " + outbox + " cannot be made", e);
        }
        ServerSetup anyPort = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        anyPort.setServerStartupTimeout(10_000);
        Sandbox sandbox = new Sandbox(outbox, new GreenMail(anyPort));
        sandbox.greenMail.start();
        UserManager users = sandbox.greenMail.getUserManager();
        users.setMessageDeliveryHandler((message, to) -> sandbox.keep(users, message, to));
        return sandbox;
    }

    /** How to reach it. */
    public SmtpServer server(int connections) {
        return new SmtpServer(
                "127.0.0.1", greenMail.getSmtp().getPort(), SmtpServer.Security.NONE, null, null, connections, 1);
    }

    private GreenMailUser keep(UserManager users, MovingMessage message, MailAddress to)
            throws MessagingException, UserException {
        String id = String.valueOf(message.getMessage().getMessageID());
        Path file = outbox.resolve(fileName(to.getEmail(), id));
        try {
            Path writing = Files.createTempFile(outbox, ".", ".part");
            try (OutputStream out = Files.newOutputStream(writing)) {
                message.getMessage().writeTo(out);
            }
            Files.move(writing, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MessagingException("The message could not be written to " + file, e);
        }
        if (received.incrementAndGet() % PURGE_EVERY == 0) {
            purge();
        }
        return mailbox(users);
    }

    /**
     * Deletes the messages to this address.
     *
     * @param outbox where they are; it need not be there
     * @return how many
     */
    public static int forget(Path outbox, Set<String> spellings) throws IOException {
        if (!Files.isDirectory(outbox)) {
            return 0;
        }
        int deleted = 0;
        try (Stream<Path> files = Files.walk(outbox)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                boolean theirs = spellings.stream()
                        .map(Sandbox::readable)
                        .anyMatch(address -> name.regionMatches(true, 0, address + "-", 0, address.length() + 1));
                if (theirs) {
                    Files.delete(file);
                    deleted++;
                }
            }
        }
        return deleted;
    }

    private static String readable(String address) {
        String readable = address.replaceAll("[^A-Za-z0-9@.+_-]", "_");
        return readable.length() > 120 ? readable.substring(0, 120) : readable;
    }

    /** One file a message: a try that is repeated replaces it. */
    private static String fileName(String address, String messageId) {
        String shortened = readable(address);
        String id = messageId.replaceAll("@.*|[^A-Za-z0-9]", "");
        return shortened + "-" + (id.length() > 12 ? id.substring(0, 12) : id) + ".eml";
    }

    private static synchronized GreenMailUser mailbox(UserManager users) throws UserException {
        GreenMailUser user = users.getUserByEmail(MAILBOX);
        return user == null ? users.createUser(MAILBOX, MAILBOX, "") : user;
    }

    /** The files are what counts: what the server keeps in memory besides is given up. */
    private void purge() {
        try {
            greenMail.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException("The sandbox cannot be emptied", e);
        }
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
