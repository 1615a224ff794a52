package org.broadsheet.source;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Page.Validators;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Wire;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Asks {@code github} blocks as a collector would, of servers on loopback. */
final class GithubBlocks implements AutoCloseable {
    private static final Position FIRST = new Position("digests/news.md", 7, 1);

    private final Sources sources;
    private final Path root;
    private final Clock clock;
    private final Wire wire =
            new Wire(host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of("127.0.0.1")));
    private final Fetcher fetcher = new Fetcher(wire, new Fetcher.Limits(Duration.ofSeconds(20), 2_000_000, 5, 4));
    private List<String> remarks = List.of();

    GithubBlocks(Path root, Clock clock, GithubServer... servers) {
        this.sources = new Sources(List.of(new GithubSource(List.of(servers))));
        this.root = root;
        this.clock = clock;
    }

    Request request(String yaml) {
        Problems problems = new Problems();
        return sources.parse("github", FIRST, FIRST, yaml, problems)
                .orElseThrow(() -> new IllegalArgumentException(problems.list().toString()));
    }

    List<String> problems(String yaml) {
        Problems problems = new Problems();
        sources.parse("github", FIRST, FIRST, yaml, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    List<Found> ask(String yaml) throws FetchException {
        return ask(yaml, null);
    }

    /** @param answeredAt when it answered the last time; null for never */
    List<Found> ask(String yaml, @Nullable Instant answeredAt) throws FetchException {
        Request request = request(yaml);
        FoundItems.Standing standing = new FoundItems.Standing(answeredAt, Validators.NONE, null);
        Access access = new Access(
                fetcher, new WorkspaceFolder(root), clock.instant(), clock.instant(), standing, request.options());
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

    String trouble(String yaml) {
        try {
            return "no trouble: " + ask(yaml);
        } catch (FetchException e) {
            return e.getMessage() + (e.isTemporary() ? " (for now)" : "");
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
