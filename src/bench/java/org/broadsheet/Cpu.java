package org.broadsheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of processors that this process, the sink and PostgreSQL have used. Other work on the machine lengthens a turn by
 * much and this by little. Zero where there is no {@code /proc}.
 */
final class Cpu {
    private static final long MICROS_A_TICK = 10_000; // USER_HZ is 100 on every Linux of our kind
    /** Where in proc(5)'s stat the times begin, counted behind the name: user, system. */
    private static final int OWN = 11;
    /** User and system of children that have ended. */
    private static final int CHILDREN = 13;

    private final ProcessHandle sink;
    private final ProcessHandle postgres;

    /** @param postgres the process that its others are children of */
    Cpu(ProcessHandle sink, ProcessHandle postgres) {
        this.sink = sink;
        this.postgres = postgres;
    }

    /**
     * In microseconds.
     *
     * @param client this process without its compiler
     * @param compiler what turns byte code into machine code while it runs
     */
    record Spent(long client, long compiler, long sink, long postgres) {
        long sum() {
            return client + compiler + sink + postgres;
        }

        /** What was spent since, on each of so many. */
        Spent each(Spent since, int count) {
            return new Spent(
                    (client - since.client) / count,
                    (compiler - since.compiler) / count,
                    (sink - since.sink) / count,
                    (postgres - since.postgres) / count);
        }
    }

    Spent spent() throws IOException {
        long compiler = compiler();
        return new Spent(of(ProcessHandle.current(), OWN) - compiler, compiler, of(sink, OWN), all(postgres));
    }

    private static long all(ProcessHandle root) throws IOException {
        long all = of(root, OWN) + of(root, CHILDREN);
        for (ProcessHandle each : root.descendants().toList()) {
            all += of(each, OWN);
        }
        return all;
    }

    private static long compiler() throws IOException {
        long all = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            List<Path> stats = threads.map(thread -> thread.resolve("stat")).toList();
            for (Path stat : stats) {
                String line = line(stat);
                all += line.contains("CompilerThre") ? times(line, OWN) : 0;
            }
        }
        return all;
    }

    private static long of(ProcessHandle process, int first) throws IOException {
        return times(line(Path.of("/proc", Long.toString(process.pid()), "stat")), first);
    }

    /** Empty when it has ended: then it is counted with its parent. */
    private static String line(Path stat) throws IOException {
        try {
            return Files.readString(stat);
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw e;
            }
            return ""; // it may end between its file being opened and read, too
        }
    }

    private static long times(String line, int first) {
        if (line.isEmpty()) {
            return 0;
        }
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * MICROS_A_TICK;
    }
}
