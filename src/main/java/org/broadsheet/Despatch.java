package org.broadsheet;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.broadsheet.delivery.Alarm;
import org.broadsheet.delivery.BegunMarks;
import org.broadsheet.delivery.Delivery;
import org.broadsheet.delivery.DeliverySettings;
import org.broadsheet.delivery.DeskNotices;
import org.broadsheet.delivery.EditorsAlarm;
import org.broadsheet.delivery.EditorsNews;
import org.broadsheet.delivery.Letterhead;
import org.broadsheet.delivery.NoticeQueue;
import org.broadsheet.delivery.Relay;
import org.broadsheet.delivery.Sandbox;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.render.Notices;
import org.broadsheet.render.Settings;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Suppressions;
import org.jspecify.annotations.Nullable;

/**
 * What mail goes out by: servers or the sandbox, letters to editors and readers, the delivery. Each part is made when it is
 * first asked for.
 */
final class Despatch {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final int SHARD_SIZE = 500;
    private static final Duration TIME_BOX = Duration.ofSeconds(30);
    private static final int SANDBOX_CONNECTIONS = 4;

    private final Configuration configuration;
    private final Path root;
    private final Path data;
    private final Clock clock;
    private final OpenParts open;
    private final Supplier<Database> database;

    private @Nullable Sandbox sandbox;
    private @Nullable Letterhead letterhead;
    private @Nullable Relay relay;
    private @Nullable NoticeQueue queue;
    private @Nullable Delivery delivery;

    /**
     * @param open takes what has to be closed
     * @param database opens it when it is first asked for
     */
    Despatch(
            Configuration configuration,
            Path root,
            Path data,
            Clock clock,
            OpenParts open,
            Supplier<Database> database) {
        this.configuration = configuration;
        this.root = root;
        this.data = data;
        this.clock = clock;
        this.open = open;
        this.database = database;
    }

    boolean isSandbox() {
        return configuration.smtp().isEmpty();
    }

    boolean isRelayLocal() {
        return configuration.smtp().stream().map(SmtpServer::host).allMatch(LOCAL::contains);
    }

    Path outbox() {
        return data.resolve("outbox");
    }

    String relayName() {
        return isSandbox()
                ? "the sandbox (" + root.relativize(outbox()) + ")"
                : configuration.smtp().stream().map(SmtpServer::toString).collect(Collectors.joining(", "));
    }

    String baseUrl() {
        String url = configuration.url();
        return url == null
                ? "http://" + configuration.web().host() + ":"
                        + configuration.web().port()
                : url;
    }

    Relay relay() {
        Relay made = relay;
        if (made == null) {
            DeliverySettings settings = configuration.delivery();
            made = new Relay(servers(), settings.timeouts(), settings.rates());
            relay = made;
        }
        return made;
    }

    List<DkimKey> dkimKeys() {
        return DkimKeys.load(configuration.dkim(), new WorkspaceFiles(root));
    }

    Letterhead letterhead() {
        Letterhead made = letterhead;
        if (made == null) {
            // One signature that is good through all of them: whichever server takes the message, its bytes are the
            // same.
            Set<String> except = configuration.smtp().stream()
                    .flatMap(server -> server.signExcept().stream())
                    .collect(Collectors.toSet());
            byte[] key = new Keys(database.get()).get(Keys.Purpose.RETURN_PATHS);
            made = new Letterhead(new DkimSigner(dkimKeys(), except), new ReturnPaths(configuration.bounces(), key));
            letterhead = made;
        }
        return made;
    }

    int connections() {
        return servers().stream().mapToInt(SmtpServer::connections).sum();
    }

    private List<SmtpServer> servers() {
        if (!isSandbox()) {
            return configuration.smtp();
        }
        Sandbox opened = sandbox;
        if (opened == null) {
            opened = open.add(Sandbox.open(outbox()));
            sandbox = opened;
        }
        return List.of(opened.server(SANDBOX_CONNECTIONS));
    }

    Delivery delivery() {
        Delivery made = delivery;
        if (made == null) {
            DeliverySettings settings = configuration.delivery();
            Delivery.Settings ours = new Delivery.Settings(
                    SHARD_SIZE,
                    connections(),
                    TIME_BOX,
                    settings.retry(),
                    settings.inDoubt() == DeliverySettings.InDoubt.RESEND,
                    settings.grace(),
                    settings.stop(),
                    isSandbox() ? null : settings.warmUp());
            Alarm alarm = new EditorsAlarm(new Bundles(database.get().jdbi()), editorsNews());
            BegunMarks marks = isSandbox() ? BegunMarks.NONE : new BegunMarks(data.resolve("begun"));
            made = open.add(Delivery.open(
                    database.get(), relay(), isSandbox(), ours, baseUrl(), letterhead(), queue(), alarm, marks, clock));
            delivery = made;
        }
        return made;
    }

    NoticeQueue queue() {
        NoticeQueue made = queue;
        if (made == null) {
            made = new NoticeQueue(
                    database.get().jdbi(),
                    letterhead(),
                    isSandbox(),
                    configuration.delivery().noticeRates(),
                    clock);
            queue = made;
        }
        return made;
    }

    EditorsNews editorsNews() {
        return new EditorsNews(configuration.editors(), notices(), queue(), clock);
    }

    Notices notices() {
        return new Notices(
                new WorkspaceFiles(root),
                configuration.brand(),
                new Settings(configuration.images(), configuration.url()));
    }

    DeskNotices deskNotices() {
        AddressHashes hashes = new AddressHashes(new Keys(database.get()));
        return new DeskNotices(
                database.get().jdbi(),
                notices(),
                queue(),
                hashes,
                new Suppressions(database.get(), hashes, clock),
                isSandbox(),
                clock);
    }
}
