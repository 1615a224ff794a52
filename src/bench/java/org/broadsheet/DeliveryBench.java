package org.broadsheet;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.broadsheet.store.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many messages a second leave: this engine whole, with the row, the checks and the durable outcome of each message, on
 * both databases, signed and not, beside what others would use, which keep no record. All of them send about the same mail to
 * the same sink in one run, in turns; the median of the turns. See {@code script/bench delivery}.
 */
public final class DeliveryBench {
    static final String SENTENCE =
            "The mesh carried more traffic this week than in any week before it, and nobody had to get up at night. ";
    private static final int MOST_FOR_WARMTH = 20_000;
    private static final String SIGNED = "dkim: [ { domain: sender.example, selector: s1, key: keys/s1.pem } ]\n";

    private final int messages;
    private final int connections;
    private final long answersAfter;
    private final int turns;
    private final List<Path> folders = new ArrayList<>();

    private DeliveryBench(int messages, int connections, long answersAfter, int turns) {
        this.messages = messages;
        this.connections = connections;
        this.answersAfter = answersAfter;
        this.turns = turns;
    }

    private interface Measured {
        Speed of(int messages) throws Exception;
    }

    /** @param cpu of all processes that took part */
    private record Speed(double perSecond, Cpu.Spent cpu) {}

    private interface Peer {
        double perSecond(int messages) throws Exception;
    }

    private static Measured peer(Cpu cpu, Peer peer) {
        return count -> {
            Cpu.Spent before = cpu.spent();
            double perSecond = peer.perSecond(count);
            return new Speed(perSecond, cpu.spent().each(before, count));
        };
    }

    /** @param share of the messages that it sends in a turn: the slow ones would take too long for all of them */
    private record Candidate(String name, double share, Measured work, List<Turn> turns) {
        double median() {
            return median(Turn::perSecond);
        }

        double median(ToDoubleFunction<Turn> figure) {
            double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /**
     * @param cpu for each message
     * @param load the machine's load average over a minute when it ended
     */
    private record Turn(double perSecond, Cpu.Spent cpu, long messages, long bytesEach, String load) {}

    /**
     * @param arguments how many messages, over how many connections, to a sink that answers after how many milliseconds, in
     *     how many turns
     */
    public static void main(String[] arguments) throws Exception {
        // Else each message makes the peers look through the whole class path.
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        long answersAfter = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        int turns = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        new DeliveryBench(messages, connections, answersAfter, turns).run();
    }

    private void run() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                Sink sink = new Sink(answersAfter)) {
            Cpu cpu = new Cpu(sink.handle(), server(postgres));
            int port = sink.port();
            Peers peers = new Peers(port, connections);
            List<Candidate> candidates = new ArrayList<>();
            add(candidates, "Angus, pooled", 0.25, peer(cpu, peers::angus));
            add(candidates, "Simple Java Mail, pooled", 0.1, peer(cpu, peers::simpleJavaMail));
            add(candidates, "Vert.x mail client, pooled, pipelining", 0.05, peer(cpu, peers::vertx));
            add(candidates, "Broadsheet on H2", 1, count -> engine(cpu, port, count, null, ""));
            add(candidates, "Broadsheet on PostgreSQL", 1, count -> engine(cpu, port, count, fresh(postgres), ""));
            add(
                    candidates,
                    "Broadsheet on PostgreSQL, RSA-2048",
                    1,
                    count -> engine(cpu, port, count, fresh(postgres), SIGNED));
            String only = System.getenv().getOrDefault("BENCH_ONLY", "");
            candidates.removeIf(each -> !each.name().contains(only));
            measure(candidates, sink);
            report(candidates);
        } finally {
            for (Path folder : folders) {
                delete(folder);
            }
        }
    }

    private static void add(List<Candidate> candidates, String name, double share, Measured work) {
        candidates.add(new Candidate(name, share, work, new ArrayList<>()));
    }

    private final AtomicInteger databases = new AtomicInteger();

    /** The process that all others of PostgreSQL are children of. */
    private static ProcessHandle server(EmbeddedPostgres postgres) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return ProcessHandle.of(rows.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    private DatabaseSettings fresh(EmbeddedPostgres postgres) throws Exception {
        String name = "bench_" + databases.incrementAndGet();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new DatabaseSettings(postgres.getJdbcUrl("postgres", name), "postgres", "");
    }

    private void measure(List<Candidate> candidates, Sink sink) throws Exception {
        for (Candidate candidate : candidates) {
            candidate.work().of(Math.min(MOST_FOR_WARMTH, count(candidate) / 2));
        }
        sink.received();
        for (int turn = 0; turn < turns; turn++) {
            for (Candidate candidate : candidates) {
                int count = count(candidate);
                Speed speed = candidate.work().of(count);
                Sink.Received received = sink.received();
                if (received.messages() != count) {
                    throw new IllegalStateException(candidate.name() + " handed over " + received + " of " + count);
                }
                Turn taken = new Turn(speed.perSecond(), speed.cpu(), count, received.bytes() / count, load());
                candidate.turns().add(taken);
                System.err.println(candidate.name() + ": " + taken);
            }
        }
    }

    private int count(Candidate candidate) {
        return Math.max(connections * 10, (int) (messages * candidate.share()));
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ")[0] : "?";
    }

    private void report(List<Candidate> candidates) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%,d messages, %d connections, the sink answers after %d ms; %d processors, Java %s, %s%n",
                messages,
                connections,
                answersAfter,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.arch"));
        double first = candidates.get(0).median();
        for (Candidate each : candidates) {
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %,8.0f msg/s %6.1f ×  %,6.0f µs of CPU  %,d bytes  %s  load %s%n",
                    each.name(),
                    each.median(),
                    each.median() / first,
                    each.median(turn -> turn.cpu().sum()),
                    each.turns().get(0).bytesEach(),
                    Arrays.toString(each.turns().stream()
                            .mapToLong(turn -> Math.round(turn.perSecond()))
                            .toArray()),
                    each.turns().stream().map(Turn::load).toList());
        }
        Path json = Path.of("target", "bench-delivery.json");
        Files.writeString(
                json,
                JsonMapper.shared()
                        .writeValueAsString(candidates.stream()
                                .map(each -> java.util.Map.of("name", each.name(), "turns", each.turns()))
                                .toList()));
        System.out.println("raw: " + json);
    }

    /** The text of the edition, which makes a message about as long as those of the peers. */
    private static String body() {
        StringBuilder body = new StringBuilder("Hello {{subscriber.first_name|there}}!\n\n");
        for (int section = 1; section <= 8; section++) {
            body.append("## Section ").append(section).append("\n\n");
            for (int paragraph = 0; paragraph < 4; paragraph++) {
                body.append(SENTENCE.repeat(3))
                        .append("[More](https://mesh.example/")
                        .append(section)
                        .append('/')
                        .append(paragraph)
                        .append(").\n\n");
            }
        }
        return body.toString();
    }

    private Speed engine(Cpu cpu, int port, int count, @Nullable DatabaseSettings database, String more)
            throws IOException {
        Path folder = Files.createTempDirectory("bench");
        folders.add(folder);
        TestWorkspace workspace = new TestWorkspace(folder);
        workspace.file(
                "broadsheet.yaml",
                "url: https://news.sender.example\nsmtp: { host: 127.0.0.1, port: %d, security: none, connections: %d }\n"
                        .formatted(port, connections));
        if (!more.isEmpty()) {
            workspace.run("dkim", "keygen", "--domain", "sender.example", "--selector", "s1");
            Files.writeString(folder.resolve("broadsheet.yaml"), more, StandardOpenOption.APPEND);
        }
        if (database != null) {
            workspace.database(database);
        }
        workspace.edition(body()).people(count);
        Cpu.Spent before = cpu.spent();
        TestWorkspace.Run sent = workspace.run("send", "editions/" + TestWorkspace.EDITION + ".md", "--yes", "--json");
        Cpu.Spent used = cpu.spent().each(before, count);
        if (sent.exit() != 0 || sent.json().get("accepted").asInt() != count) {
            throw new IllegalStateException(sent.toString());
        }
        JsonNode status =
                workspace.run("status", TestWorkspace.EDITION, "--json").json();
        Instant started = Instant.parse(status.get("started_at").asString());
        Instant finished = Instant.parse(status.get("finished_at").asString());
        return new Speed(count / (Duration.between(started, finished).toNanos() / 1e9), used);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
