package org.broadsheet;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.broadsheet.store.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many messages a second leave: this engine whole, with the row, the checks and the durable outcome of each message, on
 * both databases, beside Angus with one connection a thread, which builds the MIME of each message and keeps no record. All of
 * them send the same text to the same sink in one run; three runs, the median. See {@code script/bench delivery}.
 */
public final class DeliveryBench {
    private static final int RUNS = 3;
    private static final String SENTENCE =
            "The mesh carried more traffic this week than in any week before it, and nobody had to get up at night. ";

    private final int messages;
    private final int connections;
    private final long answersAfter;
    private final List<Path> folders = new ArrayList<>();

    private DeliveryBench(int messages, int connections, long answersAfter) {
        this.messages = messages;
        this.connections = connections;
        this.answersAfter = answersAfter;
    }

    /** @param arguments how many messages, over how many connections, to a sink that answers after how many milliseconds */
    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        long answersAfter = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        new DeliveryBench(messages, connections, answersAfter).run();
    }

    private void run() throws Exception {
        Process sink = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName(),
                        Long.toString(answersAfter))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(sink.getInputStream(), StandardCharsets.UTF_8));
            int port = Integer.parseInt(out.readLine());
            AtomicInteger databases = new AtomicInteger();
            Map<String, Callable<Double>> candidates = new LinkedHashMap<>();
            candidates.put("Angus, pooled, MIME built per message, no record", () -> angus(port));
            candidates.put("Broadsheet on H2", () -> engine(port, null));
            candidates.put("Broadsheet on PostgreSQL", () -> {
                String name = "bench_" + databases.incrementAndGet();
                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + name);
                }
                return engine(port, new DatabaseSettings(postgres.getJdbcUrl("postgres", name), "postgres", ""));
            });
            report(measure(candidates));
        } finally {
            sink.destroy();
            for (Path folder : folders) {
                delete(folder);
            }
        }
    }

    private static Map<String, double[]> measure(Map<String, Callable<Double>> candidates) throws Exception {
        Map<String, double[]> perSecond = new LinkedHashMap<>();
        for (Callable<Double> candidate : candidates.values()) {
            candidate.call(); // warms up
        }
        for (int run = 0; run < RUNS; run++) {
            for (Map.Entry<String, Callable<Double>> candidate : candidates.entrySet()) {
                perSecond.computeIfAbsent(candidate.getKey(), name -> new double[RUNS])[run] =
                        candidate.getValue().call();
            }
        }
        return perSecond;
    }

    private void report(Map<String, double[]> perSecond) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%,d messages, %d connections, the sink answers after %d ms; %d processors, Java %s, %s%n",
                messages,
                connections,
                answersAfter,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.arch"));
        double first = median(perSecond.values().iterator().next());
        perSecond.forEach((name, runs) -> System.out.printf(
                Locale.ROOT,
                "%-52s %,9.0f msg/s  %5.1f ×  %s%n",
                name,
                median(runs),
                median(runs) / first,
                Arrays.toString(runs)));
        Path json = Path.of("target", "bench-delivery.json");
        Files.writeString(json, JsonMapper.shared().writeValueAsString(perSecond));
        System.out.println("raw: " + json);
    }

    private static double median(double[] runs) {
        double[] sorted = runs.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The text of the edition, which makes a message of about 41 kB. */
    private static String body() {
        StringBuilder body = new StringBuilder("Hello {{subscriber.first_name|there}}!\n\n");
        for (int section = 1; section <= 8; section++) {
            body.append("## Section ").append(section).append("\n\n");
            for (int paragraph = 0; paragraph < 4; paragraph++) {
                body.append(SENTENCE.repeat(5))
                        .append("[More](https://mesh.example/")
                        .append(section)
                        .append('/')
                        .append(paragraph)
                        .append(").\n\n");
            }
        }
        return body.toString();
    }

    private double engine(int port, @Nullable DatabaseSettings database) throws IOException {
        Path folder = Files.createTempDirectory("bench");
        folders.add(folder);
        TestWorkspace workspace = new TestWorkspace(folder);
        workspace.file(
                "broadsheet.yaml",
                "url: https://news.sender.example\nsmtp: { host: 127.0.0.1, port: %d, security: none, connections: %d }\n"
                        .formatted(port, connections));
        if (database != null) {
            workspace.database(database);
        }
        workspace.edition(body()).people(messages);
        TestWorkspace.Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes", "--json");
        if (sent.exit() != 0 || sent.json().get("accepted").asInt() != messages) {
            throw new IllegalStateException(sent.toString());
        }
        JsonNode status =
                workspace.run("status", TestWorkspace.EDITION, "--json").json();
        Instant started = Instant.parse(status.get("started_at").asString());
        Instant finished = Instant.parse(status.get("finished_at").asString());
        return messages / (Duration.between(started, finished).toNanos() / 1e9);
    }

    private double angus(int port) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            AtomicInteger next = new AtomicInteger();
            long begin = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                done.add(threads.submit(() -> angus(port, next)));
            }
            for (Future<?> each : done) {
                each.get();
            }
            return messages / ((System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void angus(int port, AtomicInteger next) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", new NoDelay());
        Session session = Session.getInstance(properties);
        String text = SENTENCE.repeat(140);
        String html = "<html><body><p>" + (SENTENCE.repeat(10) + "</p>\n<p>").repeat(22) + "</p></body></html>";
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port, null, null);
            for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                InternetAddress to = new InternetAddress("p" + i + "@readers.example", "Person " + i);
                MimeMessage message = new MimeMessage(session);
                message.setFrom(new InternetAddress("news@sender.example", "News"));
                message.setRecipient(Message.RecipientType.TO, to);
                message.setSubject("News for you");
                message.setHeader("List-Unsubscribe", "<https://news.sender.example/unsubscribe/" + i + ">");
                MimeBodyPart plain = new MimeBodyPart();
                plain.setText("Hello P" + i + "!\n\n" + text, "utf-8");
                MimeBodyPart rich = new MimeBodyPart();
                rich.setText("<p>Hello P" + i + "!</p>" + html, "utf-8", "html");
                message.setContent(new MimeMultipart("alternative", plain, rich));
                message.saveChanges();
                transport.sendMessage(message, new InternetAddress[] {to});
            }
        }
        return null;
    }

    private static final class NoDelay extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
