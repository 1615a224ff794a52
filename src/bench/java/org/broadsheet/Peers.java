package org.broadsheet;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * What others would send the same mail with, as fast as it goes: connections are kept, TCP_NODELAY is set, nothing is validated
 * twice. None of them keeps a record of what went.
 */
final class Peers {
    private static final String TEXT = DeliveryBench.SENTENCE.repeat(140);
    private static final String HTML =
            "<html><body><p>" + (DeliveryBench.SENTENCE.repeat(10) + "</p>\n<p>").repeat(24) + "</p></body></html>";

    private final int port;
    private final int connections;

    Peers(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    private interface Work {
        void send(AtomicInteger next, int messages) throws Exception;
    }

    private double perSecond(int messages, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            AtomicInteger next = new AtomicInteger();
            long begin = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                done.add(threads.submit(() -> {
                    work.send(next, messages);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            return messages / ((System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One connection a thread, and the MIME of each message built anew. */
    double angus(int messages) throws Exception {
        return perSecond(messages, (next, all) -> {
            Properties properties = new Properties();
            properties.put("mail.smtp.socketFactory", new NoDelay());
            Session session = Session.getInstance(properties);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect("127.0.0.1", port, null, null);
                for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                    MimeMessage message = mime(session, i);
                    transport.sendMessage(message, message.getAllRecipients());
                }
            }
        });
    }

    private static MimeMessage mime(Session session, int i) throws Exception {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("news@sender.example", "News"));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress("p" + i + "@readers.example", "Person " + i));
        message.setSubject("News for you");
        message.setHeader("List-Unsubscribe", unsubscribe(i));
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text(i), "utf-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html(i), "utf-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        message.saveChanges();
        return message;
    }

    /** With its pool of connections (the batch module) and without its validation. */
    double simpleJavaMail(int messages) throws Exception {
        try (Mailer mailer = MailerBuilder.withSMTPServer("127.0.0.1", port)
                .withTransportStrategy(TransportStrategy.SMTP)
                .withConnectionPoolCoreSize(connections)
                .withConnectionPoolMaxSize(connections)
                .withProperty("mail.smtp.socketFactory.class", NoDelay.class.getName())
                .disablingAllClientValidation(true)
                .buildMailer()) {
            return perSecond(messages, (next, all) -> {
                for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                    Email email = EmailBuilder.startingBlank()
                            .from("News", "news@sender.example")
                            .to("Person " + i, "p" + i + "@readers.example")
                            .withSubject("News for you")
                            .withHeader("List-Unsubscribe", unsubscribe(i))
                            .withPlainText(text(i))
                            .withHTMLText(html(i))
                            .buildEmail();
                    mailer.sendMail(email, false).get();
                }
            });
        }
    }

    /** With its pool of connections and its pipelining. */
    double vertx(int messages) throws Exception {
        Vertx vertx = Vertx.vertx();
        MailClient client = MailClient.create(
                vertx,
                new MailConfig()
                        .setHostname("127.0.0.1")
                        .setPort(port)
                        .setStarttls(StartTLSOptions.DISABLED)
                        .setLogin(LoginOption.DISABLED)
                        .setMaxPoolSize(connections)
                        .setKeepAlive(true)
                        .setPipelining(true)
                        .setTcpNoDelay(true));
        try {
            Semaphore inFlight = new Semaphore(2 * connections);
            AtomicInteger failed = new AtomicInteger();
            long begin = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                inFlight.acquire();
                MailMessage message = new MailMessage()
                        .setFrom("news@sender.example (News)")
                        .setTo("p" + i + "@readers.example (Person " + i + ")")
                        .setSubject("News for you")
                        .addHeader("List-Unsubscribe", unsubscribe(i))
                        .setText(text(i))
                        .setHtml(html(i));
                client.sendMail(message).onComplete(sent -> {
                    failed.addAndGet(sent.succeeded() ? 0 : 1);
                    inFlight.release();
                });
            }
            inFlight.acquire(2 * connections);
            double perSecond = messages / ((System.nanoTime() - begin) / 1e9);
            if (failed.get() > 0) {
                throw new IllegalStateException(failed + " messages failed");
            }
            return perSecond;
        } finally {
            client.close();
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static String unsubscribe(int i) {
        return "<https://news.sender.example/unsubscribe/" + i + ">";
    }

    private static String text(int i) {
        return "Hello P" + i + "!\n\n" + TEXT;
    }

    private static String html(int i) {
        return "<p>Hello P" + i + "!</p>" + HTML;
    }
}
