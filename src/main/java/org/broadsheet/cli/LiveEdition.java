package org.broadsheet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.broadsheet.check.Approval;
import org.broadsheet.check.KnownNames;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Recipient;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.web.EditionAtWork;

/**
 * The file of an edition while somebody writes it. The workspace is opened anew for each reading, so that the configuration is
 * the one that stands there, and for each question about people, so that the database is nobody's for longer than that.
 */
final class LiveEdition implements EditionAtWork {
    private static final String CONFIGURATION = "broadsheet.yaml";

    private final Shell shell;
    private final Path root;
    private final Path path;
    private final String name;
    private final Clock clock;
    private volatile String baseUrl;

    LiveEdition(Shell shell, Workbench bench, Path path, String name) {
        this.shell = shell;
        this.root = bench.root();
        this.path = path;
        this.name = name;
        this.clock = bench.clock();
        this.baseUrl = bench.baseUrl();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Approval.Preview read(Consumer<Path> asked) throws IOException {
        asked.accept(root.resolve(CONFIGURATION));
        asked.accept(root.resolve(KnownNames.FILE));
        byte[] markdown = Files.readAllBytes(path);
        try (Workbench bench = shell.open()) {
            baseUrl = bench.baseUrl();
            return bench.approval(assets -> new AskedAssets(assets, file -> tell(file, asked)))
                    .preview(name, markdown);
        }
    }

    private void tell(String file, Consumer<Path> asked) {
        try {
            asked.accept(root.resolve(file));
        } catch (InvalidPathException neverThere) {
            return; // no file can come to have such a name
        }
    }

    /** The configuration may hold passwords: none of its lines is shown. */
    @Override
    public Optional<String> source(String file) {
        if (file.equals(CONFIGURATION)) {
            return Optional.empty();
        }
        if (!file.equals(name)) {
            return new WorkspaceFiles(root).read(file).map(bytes -> new String(bytes, UTF_8));
        }
        try {
            return Optional.of(new String(Files.readAllBytes(path), UTF_8));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Recipient sampleReader(Edition edition) {
        return Proofs.sampleReader(clock, baseUrl, edition, Shell.slugOf(name));
    }

    @Override
    public List<String> addresses(FrontMatter front, int most) {
        try (Workbench bench = shell.open()) {
            if (!bench.hasDatabase()) {
                return List.of();
            }
            Segment segment = front.segment();
            return bench.lists().find(front.list()).stream()
                    .flatMap(found -> (segment == null
                                    ? bench.subscribers().some(found, most)
                                    : bench.segments().some(found, segment, most))
                            .stream())
                    .map(subscriber -> subscriber.address().address())
                    .toList();
        }
    }

    @Override
    public Optional<Reader> find(String list, MailAddress address) {
        try (Workbench bench = shell.open()) {
            if (!bench.hasDatabase()) {
                return Optional.empty();
            }
            Optional<MailingList> found = bench.lists().find(list);
            Optional<Subscriber> subscriber = bench.subscribers().find(address);
            return found.flatMap(of -> subscriber.map(someone -> reader(bench, someone, of)));
        }
    }

    private static Reader reader(Workbench bench, Subscriber subscriber, MailingList list) {
        return new Reader(
                subscriber.address(),
                subscriber.firstName(),
                subscriber.locale(),
                bench.subscribers().optedOut(subscriber, list));
    }
}
