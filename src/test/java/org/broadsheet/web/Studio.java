package org.broadsheet.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Surroundings;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Recipient;
import org.broadsheet.render.Settings;

/** A folder with one edition, and its preview on a free port. Bo reads German and wants no releases. */
final class Studio implements AutoCloseable {
    static final String NAME = "editions/2025-11-20-news.md";
    static final String FRONT = """
            ---
            name: News
            list: community
            from: News <news@sender.example>
            template: digest
            topics: { events: Events, releases: Releases }
            date: 2025-11-20
            subject: "News for {{subscriber.first_name|you}}"
            ---
            """;

    static final String SECTIONS = """

            ## Where we meet {topic=events}

            In the harbour.

            ## What came out {topic=releases}

            Version nine.
            """;

    final int port;
    private final Path root;
    private final PreviewPages pages;
    private final HttpClient client = HttpClient.newHttpClient();

    Studio(Path root, String body) {
        this(root, body, 0);
    }

    Studio(Path root, String body, int wantedPort) {
        this.root = root;
        save(FRONT + body);
        Clock clock = Clock.fixed(Instant.parse("2025-11-20T09:00:00Z"), ZoneOffset.UTC);
        pages = new PreviewPages(new Work(root, clock), clock, ZoneOffset.UTC);
        port = pages.start(wantedPort);
    }

    void body(String body) {
        save(FRONT + body);
    }

    /** As careful editors do: written elsewhere, then renamed. */
    void save(String text) {
        file(NAME, text);
    }

    void file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Path part = Files.writeString(file.resolveSibling("part~"), text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        Files.delete(root.resolve(NAME));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    String page(String path) {
        return get(path).body();
    }

    HttpResponse<String> get(String path, String... fields) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
            if (fields.length > 0) {
                request.headers(fields);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What tells a browser of saves. */
    InputStream changes() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url("/changes")))
                    .header("Accept", "text/event-stream")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pages.close();
    }

    private record Work(Path root, Clock clock) implements EditionAtWork {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Path path() {
            return root.resolve(NAME);
        }

        @Override
        public Approval.Preview read(Consumer<Path> asked) throws IOException {
            WorkspaceFiles files = new WorkspaceFiles(root);
            Approval approval = new Approval(
                    EditionParser.ofEditions(Defaults.NONE),
                    new Told(files, path -> asked.accept(root.resolve(path))),
                    new Brand("News", null, "#466bb0", List.of("1 Harbour Road"), List.of()),
                    new Settings(ImageMode.INLINE, null),
                    Surroundings.bare(clock));
            return approval.preview(NAME, Files.readAllBytes(path()));
        }

        @Override
        public Optional<String> source(String name) {
            return new WorkspaceFiles(root).read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public Recipient sampleReader(Edition edition) {
            return new Recipient(
                    new MailAddress("ada@reader.example", "Ada Reader"),
                    "Ada",
                    Set.of(),
                    "http://127.0.0.1/unsubscribe/preview",
                    "http://127.0.0.1/preferences/preview",
                    clock.instant(),
                    "preview@sender.example");
        }

        @Override
        public List<String> addresses(FrontMatter front, int most) {
            return List.of("bo@two.example");
        }

        @Override
        public Optional<Reader> find(String list, MailAddress address) {
            return address.address().equals("bo@two.example") && list.equals("community")
                    ? Optional.of(new Reader(new MailAddress("bo@two.example", "Bo"), "Bo", "de", Set.of("releases")))
                    : Optional.empty();
        }
    }

    private record Told(WorkspaceFiles files, Consumer<String> asked) implements org.broadsheet.edition.Assets {
        @Override
        public Optional<byte[]> read(String path) {
            asked.accept(path);
            return files.read(path);
        }

        @Override
        public List<String> folders(String path) {
            return files.folders(path);
        }
    }
}
