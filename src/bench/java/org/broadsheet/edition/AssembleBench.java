package org.broadsheet.edition;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Resolver;
import org.broadsheet.fetch.Wire;
import org.broadsheet.source.Collector;
import org.broadsheet.source.FeedSource;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Sources;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.jdbi.v3.core.Jdbi;

/** How long an edition of many sources takes to assemble from the store, and how much memory. See {@code script/bench assemble}. */
public final class AssembleBench {
    private static final Instant NOW = Instant.parse("2025-11-20T09:00:00Z");
    private static final int RUNS = 3;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private AssembleBench() {}

    /** @param arguments how many sources, and how many items each of them has */
    public static void main(String[] arguments) throws Exception {
        int sources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        Path folder = Files.createTempDirectory("bench");
        for (int i = 0; i < sources; i++) {
            Files.writeString(folder.resolve("feed" + i + ".xml"), feed(i, items));
        }
        DatabaseSettings settings =
                new DatabaseSettings("jdbc:h2:file:" + folder.resolve("data") + ";WRITE_DELAY=0", "", "");
        try (Database database = Database.open(settings, folder);
                Wire wire = new Wire(Resolver.SYSTEM, Reach.publicAnd(List.of()))) {
            measure(database.jdbi(), wire, folder, sources, items);
        } finally {
            delete(folder);
        }
    }

    private static void measure(Jdbi jdbi, Wire wire, Path folder, int sources, int items) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        FoundItems found = new FoundItems(jdbi);
        Fetcher fetcher = new Fetcher(wire, Fetcher.Limits.DEFAULT);
        Collector collector = new Collector(found, fetcher, folder, clock, pause -> {});
        Drafter drafter =
                new Drafter(new Sources(List.of(new FeedSource())), collector, found, new Drafts(jdbi), clock);
        byte[] digest = digest(sources);
        long begin = System.nanoTime();
        collector.collect(drafter.requests("digests/news.md", digest), NOW);
        System.out.printf(Locale.ROOT, "collected from files in %.1f s%n", seconds(begin));
        double[] runs = new double[RUNS];
        double[] work = new double[RUNS];
        Drafter.Drafted drafted = null;
        for (int run = 0; run < RUNS; run++) {
            drafted = null; // as a command has only one
            begin = System.nanoTime();
            long worked = SYSTEM.getProcessCpuTime();
            Drafter.Order order = new Drafter.Order("news", digest, null, null, Drafter.Asking.NONE, edition -> true);
            drafted = drafter.draft(order);
            runs[run] = seconds(begin);
            work[run] = (SYSTEM.getProcessCpuTime() - worked) / 1e9;
            int taken = drafted.taken().size();
            if (taken != sources * items) {
                throw new IllegalStateException(taken + " items were taken, not " + sources * items);
            }
        }
        begin = System.nanoTime();
        drafter.keep("news", drafted);
        double kept = seconds(begin);
        Arrays.sort(runs);
        Arrays.sort(work);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "assembled %d sources of %d items: %.2f s (%.2f to %.2f), of the processors, with all that Java does beside, %.2f s, %.0f µs an item; kept"
                        + " in %.2f s; heap of %d MB, %d MB in use behind it%n",
                sources,
                items,
                runs[RUNS / 2],
                runs[0],
                runs[RUNS - 1],
                work[RUNS / 2],
                work[RUNS / 2] * 1e6 / ((double) sources * items),
                kept,
                runtime.maxMemory() >> 20,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static byte[] digest(int sources) {
        StringBuilder text = new StringBuilder("---\nlist: l\nfrom: a@x.example\n---\n");
        for (int i = 0; i < sources; i++) {
            text.append("## Source %d%n%n```source feed%nfile: feed%d.xml%n```%n%n".formatted(i, i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As blogs are: a title, a page, an author and a summary of two sentences with something in it that has to be escaped. */
    private static String feed(int source, int items) {
        StringBuilder text =
                new StringBuilder("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Blog " + source + "</title>");
        for (int i = 0; i < items; i++) {
            Instant at = NOW.minus(Duration.ofHours(1L + i));
            text.append("""
                <entry><id>tag:%1$d,%2$d</id><title>What is new in part %2$d of [gears] &amp; *wheels*</title>
                <link href="https://blog%1$d.example/posts/2025/11/what-is-new-in-part-%2$d"/><published>%3$s</published>
                <author><name>Somebody Or Other %2$d</name></author><summary>In this post we look at how gears and wheels
                have become faster with `turn_quickly`, and why that matters. It took us two weeks to find out, and one
                line to mend.</summary></entry>
                """.formatted(source, i, at));
        }
        return text.append("</feed>").toString();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
