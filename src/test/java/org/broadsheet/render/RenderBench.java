package org.broadsheet.render;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a recap of 30 KB with 150 links takes from its Markdown to the bytes of a message, and its steps, in a process that
 * has done so before. Three runs, the median. See {@code script/bench render}.
 */
public final class RenderBench {
    private static final int RUNS = 3;
    private static final int WARM_UP = 300;
    private static final int MEASURED = 100;
    private static final int WANTED_BYTES = 30_000;
    private static final int WANTED_LINKS = 150;
    private static final double WANTED_MS = 30;
    private static final String RENDERING = "both parts rendered, CSS inlined, cut at the marks";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Brand BRAND =
            new Brand("Harbour", null, "#466bb0", List.of("1 Sample Quay", "Nowhere"), List.of());

    private final byte[] markdown = recap().getBytes(StandardCharsets.UTF_8);
    private final Renderer renderer =
            new Renderer(new WorkspaceFiles(Path.of(".")), BRAND, new Settings(ImageMode.INLINE, null));

    private RenderBench() {}

    public static void main(String[] arguments) throws IOException {
        new RenderBench().run();
    }

    private void run() throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            recapToMessage(new long[4]);
        }
        Map<String, double[]> millis = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++) {
            long[] nanos = new long[4];
            for (int i = 0; i < MEASURED; i++) {
                recapToMessage(nanos);
            }
            note(millis, "Markdown read", run, nanos[0]);
            note(millis, RENDERING, run, nanos[1]);
            note(millis, "  of that, this thread's time on a processor", run, nanos[3]);
            note(millis, "spliced into one message", run, nanos[2]);
            note(millis, "all of it", run, nanos[0] + nanos[1] + nanos[2]);
        }
        report(millis);
    }

    private static void note(Map<String, double[]> millis, String step, int run, long nanos) {
        millis.computeIfAbsent(step, unused -> new double[RUNS])[run] = nanos / 1e6 / MEASURED;
    }

    /** @param nanos what reading, rendering and splicing took is added */
    private void recapToMessage(long[] nanos) {
        long begin = System.nanoTime();
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/2026-01-05-recap.md", markdown)
                .orThrow();
        long read = System.nanoTime();
        long busy = THREADS.getCurrentThreadCpuTime();
        Mailing mailing = renderer.render(edition);
        long rendered = System.nanoTime();
        nanos[3] += THREADS.getCurrentThreadCpuTime() - busy;
        byte[] message = mailing.message(Workspace.ada());
        if (message.length < WANTED_BYTES) {
            throw new IllegalStateException("the message has lost something");
        }
        nanos[0] += read - begin;
        nanos[1] += rendered - read;
        nanos[2] += System.nanoTime() - rendered;
    }

    private void report(Map<String, double[]> millis) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "a recap of %,d bytes with %d links, warm, %d runs of %d; %d processors (%s), Java %s, %s %s%n",
                markdown.length,
                WANTED_LINKS,
                RUNS,
                MEASURED,
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        millis.forEach((step, runs) ->
                System.out.printf(Locale.ROOT, "%-52s %6.2f ms  %s%n", step, median(runs), Arrays.toString(runs)));
        double reached = median(millis.getOrDefault(RENDERING, new double[RUNS]));
        System.out.printf(
                Locale.ROOT,
                "rendering is to take at most %.0f ms: %s%n",
                WANTED_MS,
                reached <= WANTED_MS ? "it does" : "it takes longer");
        Path json = Path.of("target", "bench-render.json");
        Files.writeString(json, JsonMapper.shared().writeValueAsString(millis));
        System.out.println("raw: " + json);
    }

    private static double median(double[] runs) {
        double[] sorted = runs.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Its name, where Linux tells it. */
    private static String processor() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(facts)) {
            return "unnamed";
        }
        return Files.readAllLines(facts).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unnamed");
    }

    /** Half of the links in prose, the others in blocks of every kind that has some. */
    private static String recap() {
        StringBuilder text = new StringBuilder("""
                ---
                name: Harbour Weekly
                list: community
                from: Harbour <recap@harbour.example>
                template: recap
                subject: Everything that happened
                topics: { talks: Talks, posts: Posts }
                ---
                Hello {{subscriber.first_name|there}}, this is the opening.
                """);
        int links = 0;
        for (int section = 0; links < WANTED_LINKS; section++) {
            text.append("\n## Section ").append(section).append(section % 3 == 0 ? " {topic=talks}" : "");
            text.append("\nWords before, **some** of them `marked`:\n\n");
            for (int i = 0; i < 5; i++, links++) {
                text.append("- What somebody wrote about [subject ").append(links);
                text.append("](https://example.org/").append(links).append("), in a line of the usual length.\n");
            }
            text.append(section % 2 == 0 ? "\n```talks\n" : "\n```items\n");
            for (int i = 0; i < 5; i++, links++) {
                text.append("- title: A title that is about as long as titles are, number ")
                        .append(links);
                text.append(section % 2 == 0 ? "\n  recording: " : "\n  url: ");
                text.append("https://example.org/watch/").append(links);
                text.append(section % 2 == 0 ? "\n  speakers: [Ann Example, Bo Sample]" : "\n  authors: [Ann Example]");
                text.append("\n  summary: What it says, in a *sentence*.\n");
            }
            text.append("```\n");
        }
        while (text.length() < WANTED_BYTES) {
            text.append("\nA paragraph of prose that says nothing in particular but is here, as prose is, with ")
                    .append("*emphasis* and a few words more than one line of a text part can hold.\n");
        }
        return text.toString();
    }
}
