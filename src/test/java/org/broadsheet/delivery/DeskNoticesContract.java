package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.MovingClock;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Surroundings;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Editions;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.OpenEditions;
import org.broadsheet.edition.Owners;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.render.Notices;
import org.broadsheet.render.Settings;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.Suppressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What those who make an edition are written, on whichever database. */
abstract class DeskNoticesContract {
    private static final MailAddress ANN = new MailAddress("ann@x.example", "Ann");
    private static final MailAddress BOB = new MailAddress("bob@x.example", "Bob");
    private static final ReminderSettings SETTINGS =
            new ReminderSettings(List.of(3, 1), List.of(1), LocalTime.of(9, 0));

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock();
    private Suppressions suppressions;

    DeskNoticesContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() throws IOException {
        suppressions = new Suppressions(database.get(), hashes(), clock);
        write("2025-11-20-news", "## Releases {owner=@ann due=2025-11-18 status=todo}\n\nSoon.\n");
    }

    private AddressHashes hashes() {
        return new AddressHashes(new Keys(database.get()));
    }

    private void write(String slug, String body) throws IOException {
        Files.createDirectories(folder.resolve("editions"));
        Files.writeString(
                folder.resolve("editions/" + slug + ".md"),
                "---\nname: News\nlist: l\nfrom: News <news@sender.example>\nzone: Europe/Berlin\n---\nHi.\n\n" + body);
    }

    private OpenEditions open() {
        return new OpenEditions(
                new DraftFolder(folder),
                Optional.of(new Editions(database.jdbi())),
                Optional.of(new Bundles(database.jdbi())));
    }

    private Notices notices() {
        return new Notices(new WorkspaceFiles(folder), Brand.PLAIN, new Settings(ImageMode.INLINE, null));
    }

    private DeskNotices desk(boolean sandboxed) {
        Letterhead plain = new Letterhead(
                new DkimSigner(List.of(), Set.of()), new ReturnPaths(BounceSettings.DEFAULT, new byte[32]));
        NoticeQueue queue = new NoticeQueue(database.jdbi(), plain, sandboxed, clock);
        return new DeskNotices(database.jdbi(), notices(), queue, hashes(), suppressions, sandboxed, clock);
    }

    private Reminders reminders(boolean sandboxed) {
        Owners owners = new Owners(Map.of("@Ann", ANN));
        return new Reminders(now -> open().list(now), owners, SETTINGS, desk(sandboxed));
    }

    private int remind(String instant) {
        return reminders(true).remind(Instant.parse(instant));
    }

    private List<String> subjects() {
        return messages().stream()
                .map(message -> message.replaceFirst("(?s).*?\r\nSubject: (.*?)\r\n.*", "$1"))
                .toList();
    }

    private List<String> messages() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT message FROM notice ORDER BY id")
                        .map((row, context) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .list());
    }

    @Test
    void an_owner_is_reminded_at_each_moment_once_on_the_clock_of_the_edition() {
        assertThat(remind("2025-11-15T07:59:59Z")).isZero();
        assertThat(remind("2025-11-15T08:00:00Z")).as("nine o'clock in Berlin").isEqualTo(1);
        assertThat(remind("2025-11-16T12:00:00Z")).isZero();
        assertThat(remind("2025-11-17T08:00:00Z")).isEqualTo(1);
        assertThat(remind("2025-11-19T07:59:00Z")).isZero();
        assertThat(remind("2025-11-19T08:00:00Z")).isEqualTo(1);
        assertThat(remind("2025-11-25T08:00:00Z")).isZero();
        assertThat(subjects())
                .containsExactly(
                        "Due on 18 November 2025: Releases",
                        "Due on 18 November 2025: Releases",
                        "Overdue since 18 November 2025: Releases");
        assertThat(messages().get(0)).contains("To: Ann <ann@x.example>", "editions/2025-11-20-news.md");
    }

    @Test
    void after_an_outage_there_is_one_reminder_and_not_one_for_each_that_was_missed() {
        assertThat(remind("2025-11-19T08:00:00Z")).isEqualTo(1);
        assertThat(remind("2025-11-19T08:01:00Z")).isZero();
    }

    @Test
    void another_day_or_another_owner_is_reminded_of_anew() throws IOException {
        remind("2025-11-17T08:00:00Z");
        write("2025-11-20-news", "## Releases {owner=bob@x.example due=2025-11-18 status=draft}\n\nSoon.\n");
        assertThat(remind("2025-11-17T09:00:00Z")).isEqualTo(1);
        write("2025-11-20-news", "## Releases {owner=bob@x.example due=2025-11-19 status=draft}\n\nSoon.\n");
        assertThat(remind("2025-11-18T09:00:00Z")).isEqualTo(1);
    }

    @Test
    void what_is_done_or_nobodys_or_suppressed_or_old_reminds_nobody() throws IOException {
        write("2025-11-20-news", """
                ## One {owner=@ann due=2025-11-18 status=done}

                Words.

                ## Two {owner=@somebody due=2025-11-18 status=todo}

                ## Three {due=2025-11-18 status=todo}

                ## Four {owner=@ann status=todo}

                ## Five {owner=bob@x.example due=2025-11-18 status=todo optional}
                """);
        suppressions.add(BOB, Suppressions.Reason.BLOCKED, "asked for it");
        write("2025-10-01-news", "## Releases {owner=@ann due=2025-10-01 status=todo}\n");
        assertThat(remind("2025-11-18T12:00:00Z")).isZero();
    }

    @Test
    void what_went_to_the_sandbox_keeps_nothing_back_that_goes_to_people() {
        assertThat(remind("2025-11-17T08:00:00Z")).isEqualTo(1);
        assertThat(reminders(false).remind(Instant.parse("2025-11-17T08:00:00Z")))
                .isEqualTo(1);
    }

    @Test
    void several_processes_at_once_write_one_reminder() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> processes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                processes.add(() -> remind("2025-11-17T08:00:00Z"));
            }
            int written = 0;
            for (Future<Integer> process : pool.invokeAll(processes)) {
                written += process.get();
            }
            assertThat(written).isEqualTo(1);
            assertThat(messages()).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    private ApprovalRequests requests() {
        Approval approval = new Approval(
                EditionParser.ofEditions(Defaults.NONE),
                new WorkspaceFiles(folder),
                Brand.PLAIN,
                new Settings(ImageMode.INLINE, null),
                new Surroundings(
                        clock,
                        id -> org.broadsheet.check.KnownNames.of(folder, id),
                        list -> Set.of(),
                        Set.of(),
                        edition -> List.of()));
        return new ApprovalRequests(
                List.of(ANN, BOB),
                slug -> open().find(slug),
                open -> drafted,
                () -> approval,
                notices(),
                () -> desk(true),
                new ApprovalRequests.Plans() {
                    @Override
                    public Optional<Instant> due(String slug) {
                        return Optional.of(Instant.parse("2025-11-20T08:00:00Z"));
                    }

                    @Override
                    public OptionalLong readers(FrontMatter front) {
                        return OptionalLong.of(front.list().length());
                    }

                    @Override
                    public List<String> changes(String slug) {
                        return List.of("editions/" + slug + ".md:9: section 'Releases' was changed");
                    }
                },
                "https://news.example",
                clock);
    }

    private String drafted = "as drafted";

    @Test
    void editors_are_asked_once_about_each_state_of_a_draft_and_once_when_it_was_to_be_sent() throws IOException {
        assertThat(requests().redrafted("2025-11-20-news"))
                .as("nobody was asked")
                .isZero();
        assertThat(requests().drafted("2025-11-20-news")).isEqualTo(2);
        write("2025-11-20-news", "An editor is at work.\n");
        assertThat(requests().drafted("2025-11-20-news")).isZero();
        drafted = "as drafted anew";
        assertThat(requests().redrafted("2025-11-20-news")).isEqualTo(2);
        assertThat(requests().due("2025-11-20-news", "")).isEqualTo(2);
        assertThat(requests().due("2025-11-20-news", "")).isZero();
        assertThat(requests().drafted("2025-11-27-none")).isZero();
        assertThat(requests().anew("2025-11-20-news", "feed: it timed out")).isEqualTo(2);
        assertThat(requests().anew("2025-11-20-news", "feed: it timed out")).isZero();
        assertThat(subjects()).contains("To approve: News", "Still to approve: News");
    }

    @Test
    void the_request_brings_what_it_looks_like_and_what_the_preflight_finds() throws Exception {
        requests().drafted("2025-11-20-news");
        jakarta.mail.internet.MimeMessage message = new jakarta.mail.internet.MimeMessage(
                null, new ByteArrayInputStream(messages().get(0).getBytes(StandardCharsets.UTF_8)));
        jakarta.mail.internet.MimeMultipart parts = (jakarta.mail.internet.MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        String said =
                text((jakarta.mail.internet.MimeMultipart) parts.getBodyPart(0).getContent());
        assertThat(said)
                .contains("broadsheet approve editions/2025-11-20-news.md", "errors 1")
                .contains("approved: editions/2025-11-20-news.md:9: section 'Releases' was changed.");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("message/rfc822");
        jakarta.mail.internet.MimeMessage preview =
                (jakarta.mail.internet.MimeMessage) parts.getBodyPart(1).getContent();
        assertThat(preview.getSubject()).isEqualTo("News");
        assertThat(text((jakarta.mail.internet.MimeMultipart) preview.getContent()))
                .contains("Soon.");
        assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("preflight.txt");
        assertThat(String.valueOf(parts.getBodyPart(2).getContent()))
                .contains("editions/2025-11-20-news.md:9:1: error: the section is still to be written");
    }

    private static String text(jakarta.mail.internet.MimeMultipart alternative) throws Exception {
        return String.valueOf(alternative.getBodyPart(0).getContent()).replaceAll("\\s+", " ");
    }

    @Test
    void an_edition_that_cannot_be_rendered_is_asked_about_with_the_reasons() throws IOException {
        write("2025-11-20-news", "```items\n- titel: x\n```\n");
        assertThat(requests().drafted("2025-11-20-news")).isEqualTo(2);
        Files.writeString(folder.resolve("editions/2025-11-20-news.md"), "no front matter");
        drafted = "another";
        assertThat(requests().drafted("2025-11-20-news")).isZero();
    }
}
