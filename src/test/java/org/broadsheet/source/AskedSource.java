package org.broadsheet.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;

/** One kind of source over a folder, and what it answers. */
final class AskedSource implements AutoCloseable {
    private final Source kind;
    private final Path root;
    private final List<Path> repositories;
    private final Wire wire;
    private List<String> remarks = List.of();

    AskedSource(Source kind, Path root, Path... repositories) {
        this.kind = kind;
        this.root = root;
        this.repositories = List.of(repositories);
        this.wire = new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of("127.0.0.1")));
    }

    void file(String path, String text) {
        file(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Request request(String yaml) {
        Problems problems = new Problems();
        return parse(yaml, problems)
                .orElseThrow(() -> new AssertionError(problems.list().toString()));
    }

    List<String> told(String yaml) {
        Problems problems = new Problems();
        parse(yaml, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private java.util.Optional<Request> parse(String yaml, Problems problems) {
        return new Sources(List.of(kind))
                .parse(kind.word(), new Position("d.md", 9, 11), new Position("d.md", 10, 1), yaml, problems);
    }

    List<Found> ask(String yaml) throws FetchException {
        return ask(yaml, Instant.parse("2025-11-20T09:00:00Z"));
    }

    List<Found> ask(String yaml, Instant now) throws FetchException {
        Fetcher fetcher = new Fetcher(wire, new Fetcher.Limits(Duration.ofSeconds(20), 10_000_000, 5, 4));
        Request request = request(yaml);
        Access access = new Access(
                fetcher, new WorkspaceFolder(root, repositories), now, now, FoundItems.Standing.NEW, request.options());
        try {
            return access.ask(request.query()).orElseThrow();
        } finally {
            remarks = access.remarks();
        }
    }

    /** What the last answer was told with. */
    List<String> remarks() {
        return remarks;
    }

    /** The last answer as entries of the block that it becomes. */
    String block(String yaml) throws FetchException {
        BlockWriter writer = new BlockWriter(request(yaml).options().kind(), ZoneOffset.UTC);
        return ask(yaml).stream().map(item -> writer.entry(item).orElseThrow()).reduce("", String::concat);
    }

    @Override
    public void close() {
        wire.close();
    }
}
