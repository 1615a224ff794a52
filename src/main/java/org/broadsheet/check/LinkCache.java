package org.broadsheet.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.broadsheet.check.LinkProbe.Answer;
import org.broadsheet.check.LinkProbe.Result;

/**
 * The pages that were reached within a day, in a file: they are not asked for again. What failed is, since somebody is
 * mending it. A file that cannot be read or written costs nothing but time. Thread-safe.
 */
final class LinkCache {
    private static final Duration FRESH = Duration.ofHours(24);
    private static final int MOST = 5000;

    private final Path file;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(long at, Answer answer) {}

    private LinkCache(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    static LinkCache of(Path file, Clock clock) {
        LinkCache cache = new LinkCache(file, clock);
        cache.read();
        return cache;
    }

    synchronized Optional<Answer> find(String url) {
        return Optional.ofNullable(entries.get(url)).map(Entry::answer);
    }

    synchronized void put(String url, Answer answer) {
        boolean good = answer.result() == Result.REACHED || answer.result() == Result.MOVED;
        if (good && (url + answer.last()).chars().noneMatch(c -> c < ' ')) {
            entries.put(url, new Entry(clock.instant().getEpochSecond(), answer));
        }
    }

    private void read() {
        long oldest = clock.instant().minus(FRESH).getEpochSecond();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
            for (String line : lines) {
                String[] parts = line.split("\t");
                if (parts.length == 4 && Long.parseLong(parts[0]) >= oldest) {
                    Answer answer = new Answer(Result.valueOf(parts[1]), "", parts[3]);
                    entries.put(parts[2], new Entry(Long.parseLong(parts[0]), answer));
                }
            }
        } catch (IOException | IllegalArgumentException unusable) {
            entries.clear();
        }
    }

    synchronized void save() {
        String text = entries.entrySet().stream()
                .skip(Math.max(0, entries.size() - MOST))
                .map(entry -> entry.getValue().at() + "\t"
                        + entry.getValue().answer().result() + "\t" + entry.getKey() + "\t"
                        + entry.getValue().answer().last() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), ".links", ".tsv");
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notKept) {
            // the pages are asked for again
        }
    }
}
