package org.broadsheet;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.broadsheet.check.Approval;
import org.broadsheet.check.KnownNames;
import org.broadsheet.check.KnownTopics;
import org.broadsheet.check.Surroundings;
import org.broadsheet.cli.Terminal;
import org.broadsheet.cli.Workbench;
import org.broadsheet.delivery.ApprovalRequests;
import org.broadsheet.delivery.Control;
import org.broadsheet.delivery.Delivery;
import org.broadsheet.delivery.LatestEditions;
import org.broadsheet.delivery.Letterhead;
import org.broadsheet.delivery.Relay;
import org.broadsheet.delivery.Reminders;
import org.broadsheet.delivery.Report;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.CachedAssets;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.Drafts;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Editions;
import org.broadsheet.edition.EditionsSource;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.MarkdownSource;
import org.broadsheet.edition.OpenEditions;
import org.broadsheet.edition.Owners;
import org.broadsheet.edition.SharedItems;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.Resolver;
import org.broadsheet.fetch.Wire;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.render.Settings;
import org.broadsheet.schedule.DigestFiles;
import org.broadsheet.schedule.Round;
import org.broadsheet.schedule.Rounds;
import org.broadsheet.schedule.Schedule;
import org.broadsheet.source.CalendarSource;
import org.broadsheet.source.Collector;
import org.broadsheet.source.DataSource;
import org.broadsheet.source.FeedSource;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.GitSource;
import org.broadsheet.source.GithubSource;
import org.broadsheet.source.Sources;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.CsvExport;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.Enrolment;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.PersonalData;
import org.broadsheet.subscriber.Segments;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.SuppressionFile;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.text.InputException;
import org.broadsheet.web.PublicPages;
import org.jspecify.annotations.Nullable;

/**
 * One open workspace, wired by hand: reads the configuration, hands each part what it needs, and closes what was opened in
 * the reverse order.
 */
final class App implements Workbench {
    /** Whoever adds a kind of source enters it here: docs/SOURCES.md. */
    private static final Sources SOURCES = new Sources(
            List.of(new FeedSource(), new CalendarSource(), new DataSource(), new MarkdownSource(), new GitSource()));

    private final Sources sources;
    private final Path root;
    private final ConfigurationLoader loader;
    private final Configuration configuration;
    private final Clock clock;
    private final DigestFiles digestFiles;
    private final Terminal terminal;
    private final OpenParts open = new OpenParts();
    private final Despatch despatch;

    private volatile @Nullable Database database;
    private volatile Supplier<String> farewell = () -> "stopped";
    private @Nullable Schedule schedule;
    private @Nullable Collector collector;

    /** @throws InputException when the configuration cannot be used */
    App(Path root, ConfigurationLoader loader, Clock clock, Terminal terminal) {
        this.terminal = terminal;
        this.root = root;
        this.loader = loader;
        this.configuration = loader.load(root);
        this.sources = SOURCES.and(new GithubSource(configuration.sources().github()))
                .and(new EditionsSource(
                        new DraftFolder(root)::digests, this::hasEditions, this::editions, this::bundles));
        this.clock = clock;
        this.digestFiles = new DigestFiles(root, clock);
        this.despatch = new Despatch(configuration, root, data(), clock, open, this::database);
        Signals.beforeExit(this::finish);
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public boolean isSandbox() {
        return despatch.isSandbox();
    }

    @Override
    public boolean hasPublicUrl() {
        return configuration.url() != null;
    }

    @Override
    public boolean isRelayLocal() {
        return despatch.isRelayLocal();
    }

    private Path data() {
        return root.resolve(".broadsheet");
    }

    @Override
    public Path outbox() {
        return despatch.outbox();
    }

    @Override
    public String relayName() {
        return despatch.relayName();
    }

    @Override
    public String baseUrl() {
        return despatch.baseUrl();
    }

    /** As the file says now: a {@code serve} that runs for months compares what a command approves today. */
    private Configuration current() {
        try {
            return loader.load(root);
        } catch (InputException unfinished) {
            return configuration; // somebody is at work on it
        }
    }

    @Override
    public Approval approval(UnaryOperator<Assets> through) {
        Configuration now = current();
        return new Approval(
                EditionParser.ofEditions(Defaults.NONE),
                through.apply(new CachedAssets(new WorkspaceFiles(root), data().resolve("cache"))),
                now.brand(),
                new Settings(now.images(), now.url()),
                surroundings());
    }

    @Override
    public Approval approvalOf(Bundle bundle) {
        return Approval.ofBundle(bundle, surroundings());
    }

    private Surroundings surroundings() {
        Set<String> signers =
                configuration.dkim().stream().map(DkimEntry::domain).collect(Collectors.toSet());
        return new Surroundings(clock, id -> KnownNames.of(root, id), this::topics, signers, this::shared);
    }

    private List<SharedItems.Shared> shared(Edition edition) {
        return hasDatabase() ? new SharedItems(database().jdbi(), new DraftFolder(root)).of(edition) : List.of();
    }

    @Override
    public Set<String> topics(String list) {
        return KnownTopics.of(root, list, openLists().getOrDefault(list, Set.of()));
    }

    private Database database() {
        Database opened = database;
        if (opened == null) {
            opened = open.add(Database.open(configuration.database(), data(), terminal::complain));
            database = opened;
        }
        return opened;
    }

    @Override
    public boolean hasDatabase() {
        return database != null
                || configuration.database().url() != null
                || Files.exists(data().resolve("broadsheet.mv.db"));
    }

    @Override
    public MailingLists lists() {
        return new MailingLists(database());
    }

    @Override
    public Optional<OpenList> openList(String name) {
        return openLists(digestFiles().fronts()).stream()
                .filter(list -> list.name().equals(name))
                .findFirst();
    }

    private List<OpenList> openLists(List<FrontMatter> digests) {
        return OpenLists.of(configuration.lists(), digests);
    }

    @Override
    public Map<String, Set<String>> openLists() {
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        configuration
                .lists()
                .forEach(entry ->
                        lists.put(entry.name(), Set.copyOf(entry.topics().keySet())));
        return lists;
    }

    @Override
    public Subscribers subscribers() {
        return new Subscribers(database());
    }

    @Override
    public CsvImport csvImport() {
        return new CsvImport(database(), new AddressHashes(new Keys(database())), clock);
    }

    @Override
    public Leavings leavings() {
        return new Leavings(database(), clock);
    }

    @Override
    public ListCensus census() {
        return new ListCensus(database());
    }

    @Override
    public Enrolment enrolment() {
        return new Enrolment(database(), new AddressHashes(new Keys(database())), clock);
    }

    @Override
    public Subscriptions subscriptions() {
        return new Subscriptions(database(), clock);
    }

    @Override
    public Suppressions suppressions() {
        return new Suppressions(database(), new AddressHashes(new Keys(database())), clock);
    }

    @Override
    public SuppressionFile suppressionFile() {
        return new SuppressionFile(suppressions(), new AddressHashes(new Keys(database())), clock);
    }

    @Override
    public PersonalData personalData() {
        return new PersonalData(database(), new AddressHashes(new Keys(database())));
    }

    @Override
    public Erasure erasure() {
        return new Erasure(
                database(), new AddressHashes(new Keys(database())), clock, new PersonalFiles(database(), outbox()));
    }

    @Override
    public Erasure.ImportFiles importFiles() {
        return Erasure.importFiles(database());
    }

    @Override
    public Segments segments() {
        return new Segments(database());
    }

    @Override
    public CsvExport csvExport() {
        return new CsvExport(database());
    }

    @Override
    public Editions editions() {
        return new Editions(database().jdbi());
    }

    @Override
    public Bundles bundles() {
        return new Bundles(database().jdbi());
    }

    private boolean hasEditions(String digest) {
        return hasDatabase()
                && editions().all().stream()
                        .map(ApprovedEdition::slug)
                        .map(EditionsSource::digestOf)
                        .anyMatch(digest::equals);
    }

    @Override
    public Drafts drafts() {
        return new Drafts(database().jdbi());
    }

    @Override
    public Sources sources() {
        return sources;
    }

    public OpenEditions openEditions() {
        DraftFolder folder = new DraftFolder(root);
        return hasDatabase()
                ? new OpenEditions(folder, Optional.of(editions()), Optional.of(bundles()))
                : new OpenEditions(folder, Optional.empty(), Optional.empty());
    }

    @Override
    public Owners owners() {
        return configuration.owners();
    }

    @Override
    public ApprovalRequests approvalRequests() {
        return new ApprovalRequests(
                configuration.editors(),
                slug -> openEditions().find(slug),
                open -> drafts().digestOf(open.slug())
                        .flatMap(digest -> drafts().find(digest, open.slug()))
                        .map(Drafts.Draft::text)
                        .orElse(new String(open.bytes(), StandardCharsets.UTF_8)),
                this::approval,
                despatch.notices(),
                despatch::deskNotices, // which need the keys that sign
                new EditionPlans(this),
                baseUrl(),
                clock);
    }

    @Override
    public Drafter drafter() {
        return new Drafter(sources, collector(), foundItems(), drafts(), clock);
    }

    @Override
    public DigestRuns digestRuns() {
        return new DigestRuns(database().jdbi());
    }

    @Override
    public DigestFiles digestFiles() {
        return digestFiles;
    }

    @Override
    public Duration grace() {
        return configuration.delivery().grace();
    }

    private FoundItems foundItems() {
        return new FoundItems(database().jdbi());
    }

    private Collector collector() {
        Collector made = collector;
        if (made == null) {
            Reach reach = Reach.publicAnd(configuration.sources().allow());
            Wire wire = open.add(new Wire(Resolver.SYSTEM, reach));
            Fetcher fetcher = new Fetcher(wire, Fetcher.Limits.DEFAULT);
            List<Path> repositories = configuration.sources().repositories().stream()
                    .map(root::resolve)
                    .toList();
            made = new Collector(
                    foundItems(), fetcher, root, repositories, clock, pause -> Thread.sleep(pause.toMillis()));
            collector = made;
        }
        return made;
    }

    @Override
    public Report report() {
        return new Report(database().jdbi());
    }

    @Override
    public Control control() {
        return new Control(database().jdbi(), clock);
    }

    @Override
    public Relay relay() {
        return despatch.relay();
    }

    @Override
    public List<DkimKey> dkimKeys() {
        return despatch.dkimKeys();
    }

    @Override
    public Letterhead letterhead() {
        return despatch.letterhead();
    }

    @Override
    public Delivery delivery() {
        return despatch.delivery();
    }

    @Override
    public Schedule schedule() {
        Schedule made = schedule;
        if (made == null) {
            made = open.add(Schedule.open(database(), despatch.connections(), delivery(), clock));
            schedule = made;
        }
        return made;
    }

    @Override
    public boolean claimService() {
        @Nullable FileChannel claimed = serveLock().claim();
        if (claimed != null) {
            open.add(claimed);
        }
        return claimed != null;
    }

    @Override
    public boolean isServed() {
        return serveLock().isHeld();
    }

    private ServeLock serveLock() {
        return new ServeLock(data());
    }

    @Override
    public String startPages() {
        List<FrontMatter> digests = digestFiles().fronts();
        List<OpenList> lists = openLists(digests);
        Reception reception = new Reception(database(), lists, OpenLists.topics(lists, digests), clock);
        PublicPages pages = open.add(reception.pages(configuration, erasure()));
        int port = pages.start(configuration.web());
        String here = "http://" + configuration.web().host() + ":" + port;
        if (!lists.isEmpty()) {
            String url = configuration.url();
            String base = url == null ? here : url;
            LatestEditions editions = new LatestEditions(database(), base, letterhead(), isSandbox(), clock);
            open.add(reception.correspondence(despatch.notices(), despatch.queue(), editions, base))
                    .start();
        }
        open.add(reception.housekeeping(configuration.keep())).start();
        return here;
    }

    /** What {@code serve} looks after about once a minute, in this order; whoever adds a round enters it here. */
    List<Round> rounds() {
        Reminders reminders = new Reminders(
                now -> openEditions().list(now), owners(), configuration.reminders(), despatch.deskNotices());
        return List.of(
                new DigestRound(this, despatch.editorsNews(), new EditorsApproval(this, despatch.editorsNews())),
                new ScheduledRound(this, despatch.editorsNews()),
                new ReminderRound(reminders, clock));
    }

    /** Asks sources between drafts. */
    SourcePolls polls() {
        return new SourcePolls(new DraftFolder(root), drafter(), collector(), clock);
    }

    @Override
    public List<String> startDigests() {
        open.add(polls()).start(configuration.sources().poll());
        // Last: its threads ask for parts that are made by now.
        open.add(Rounds.open(database(), clock, rounds())).start();
        return Digests.lines(digestFiles().all(), digestRuns(), clock.instant());
    }

    @Override
    public void onSignal(Supplier<String> farewell) {
        this.farewell = farewell;
    }

    /**
     * A signal lets what is in hand be finished and saved; the database stays open for whoever still reads. What the command
     * would say from here on is about a workspace that closes under it.
     */
    private synchronized void finish() {
        Database shared = database;
        open.closeAllBut(shared);
        try {
            terminal.complain(farewell.get());
        } finally {
            terminal.silence();
        }
        if (shared != null) {
            shared.letOthersFinish();
        }
    }

    @Override
    public synchronized void close() {
        open.close();
    }
}
