package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.Terminal;
import org.broadsheet.delivery.SmtpPeer;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionState;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.schedule.Round;
import org.broadsheet.source.FakeGithub;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A weekly digest of feed, calendar, GitHub, Git and data, four weeks long: collected, drafted ahead, approved by somebody, sent.
 * Clocks change in the night in which the third number is due, at the very minute. In one week the feed is away, in one nothing
 * runs when it is due, and in one somebody approves late.
 */
class FourWeeksIT {
    private static final Duration STEP = Duration.ofHours(6);
    private static final Pattern MARK = Pattern.compile("\\b(post|pull|release|commit|talk|call)[-.](\\d+)\\b");
    private static final List<String> READERS =
            List.of("p1@readers.example", "p2@readers.example", "p3@readers.example");

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock();
    private final SmtpPeer relay = SmtpPeer.willing();
    private final ScriptedWeb web = new ScriptedWeb();
    private final FakeGithub github = new FakeGithub(clock);
    /** What there is to tell, and since when; of what is to come, when it begins. */
    private final Map<String, Instant> news = new TreeMap<>();

    private @Nullable App opened;
    private List<Round> rounds = List.of();
    private Instant begin = Instant.EPOCH;
    private boolean feedIsAway;

    @AfterEach
    void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
        relay.close();
        web.close();
        github.close();
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @CsvSource({
        "Europe/Berlin,       2026-03-29, 02:15",
        "Europe/Berlin,       2026-10-25, 02:15",
        "America/New_York,    2026-03-08, 02:15",
        "America/New_York,    2026-11-01, 01:45",
        "Australia/Lord_Howe, 2026-10-04, 02:15",
        "Australia/Lord_Howe, 2026-04-05, 01:45"
    })
    @Timeout(300)
    void nothing_is_repeated_or_lost_and_each_number_is_sent_once(ZoneId zone, LocalDate change, LocalTime time)
            throws Exception {
        assertThat(zone.getRules().getTransition(LocalDateTime.of(change, time)))
                .as("the third number is due while clocks change")
                .isNotNull();
        List<LocalDate> days =
                IntStream.range(-2, 2).mapToObj(change::plusWeeks).toList();
        List<Instant> due = days.stream().map(day -> due(zone, day, time)).toList();
        begin = due.get(0).minus(Duration.ofDays(7));
        clock.set(begin);
        write(zone, time);
        opened = open();
        app().schedule().start();
        rounds = app().rounds();
        round(); // the schedule counts from when it is first seen

        Instant late = due.get(3).plus(Duration.ofHours(2));
        for (int week = 0; week < 4; week++) {
            String edition = days.get(week) + "-weekly";
            feedIsAway = week == 1;
            live(due.get(week).minus(Duration.ofHours(20)));
            assertThat(new DraftFolder(folder).exists(edition)).as(edition).isTrue();
            feedIsAway = false;
            boolean asleep = week == 2;
            boolean approvedLate = week == 3;
            if (!approvedLate) {
                approve(edition);
            }
            live(due.get(week).minusSeconds(1));
            assertThat(state(edition)).isNotIn(EditionState.SENDING, EditionState.SENT);
            Instant start = approvedLate ? late : asleep ? due.get(week).plus(Duration.ofHours(3)) : due.get(week);
            clock.set(start);
            if (approvedLate) {
                round();
                approve(edition);
            }
            round();
            int sent = READERS.size() * (week + 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> relay.taken().size() >= sent);
        }
        live(due.get(3).plus(Duration.ofDays(1)));

        assertThat(relay.copies()).isEqualTo(READERS.stream().collect(Collectors.toMap(r -> r, r -> 4L)));
        assertThat(relay.taken().stream().map(SmtpPeer.Taken::messageId)).doesNotHaveDuplicates();
        assertThat(days)
                .allSatisfy(day -> await().untilAsserted(
                                () -> assertThat(state(day + "-weekly")).isEqualTo(EditionState.SENT)));
        assertThat(told(days)).as("nothing repeated").doesNotHaveDuplicates();
        Instant drafted = due.get(3).minus(Duration.ofDays(1));
        assertThat(new TreeSet<>(told(days)))
                .as("nothing lost")
                .isEqualTo(expected(zone, due.get(0), drafted, due.get(3)));
    }

    private static Instant due(ZoneId zone, LocalDate day, LocalTime time) {
        LocalDateTime wall = LocalDateTime.of(day, time);
        var change = zone.getRules().getTransition(wall);
        return change != null && change.isGap()
                ? change.getInstant()
                : wall.atZone(zone).toInstant(); // of two, the first
    }

    private App app() {
        return Objects.requireNonNull(opened);
    }

    private Instant at(String what) {
        return Objects.requireNonNull(news.get(what));
    }

    private App open() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        return new App(folder, new ConfigurationLoader(Map.of()), clock, terminal);
    }

    /** Lets time pass as {@code serve} does: sources are polled, rounds are gone through when they wish it. */
    private void live(Instant until) {
        while (clock.instant().isBefore(until)) {
            Instant next = clock.instant().plus(STEP);
            Instant wish = rounds.stream()
                    .flatMap(round -> round.next().stream())
                    .filter(at -> at.isAfter(clock.instant()))
                    .min(Comparator.naturalOrder())
                    .orElse(next);
            clock.set(List.of(next, wish, until).stream()
                    .min(Comparator.naturalOrder())
                    .orElseThrow());
            poll();
            round();
        }
    }

    private void poll() {
        try (SourcePolls polls = app().polls()) {
            polls.run();
        }
    }

    private void round() {
        rounds.forEach(Round::go);
        app().rounds().forEach(Round::go); // a second process, or the same once more, finds nothing left to do
    }

    private EditionState state(String edition) {
        return app().editions().find(edition).map(ApprovedEdition::state).orElse(EditionState.CANCELLED);
    }

    private void approve(String slug) throws IOException {
        String name = "editions/" + slug + ".md";
        Approval.Proof proof = app().approval().proof(name, Files.readAllBytes(folder.resolve(name)));
        app().bundles().store(proof.bundle(), clock.instant());
        long list = app().lists().find("community").orElseThrow().id();
        app().editions().approve(slug, "Weekly", list, proof.bundle(), "ann", clock.instant());
    }

    private List<String> told(List<LocalDate> days) {
        return days.stream()
                .flatMap(day -> MARK.matcher(
                                new DraftFolder(folder).text(day + "-weekly").orElseThrow())
                        .results()
                        .map(found -> found.group(1) + "-" + found.group(2))
                        .distinct())
                .toList();
    }

    /** What is to come is told from the first number on, ten days ahead; all else until the last one was drafted. */
    private Set<String> expected(ZoneId zone, Instant first, Instant drafted, Instant last) {
        Instant horizon = last.plus(Duration.ofDays(10));
        Set<String> expected = new TreeSet<>();
        news.forEach((what, at) -> {
            Instant day =
                    LocalDate.ofInstant(at, zone).atStartOfDay(ZoneOffset.UTC).toInstant();
            boolean told = switch (what.substring(0, what.indexOf('-'))) {
                case "call" -> !at.isBefore(first) && at.isBefore(horizon);
                case "talk" -> !day.isBefore(first) && day.isBefore(horizon);
                case "commit" -> at.isBefore(last); // lies in the repository, with its date, from the start
                default -> at.isBefore(drafted);
            };
            if (told) {
                expected.add(what);
            }
        });
        return expected;
    }

    private void write(ZoneId zone, LocalTime time) throws IOException, GitAPIException {
        List<String> posts = each("post", Duration.ofHours(7));
        web.on("/feed.xml", (request, out) -> feed(posts, out));
        each("pull", Duration.ofHours(11))
                .forEach(pull -> github.pull("a/b", number(pull), pull, "ann", at(pull), "area/x"));
        each("release", Duration.ofHours(100)).forEach(release -> {
            String tag = release.replace('-', '.'); // with a hyphen it would be a pre-release
            github.release("a/b", tag, tag, "Better.", at(release));
        });
        commits(each("commit", Duration.ofHours(13)));
        String rows = each("talk", Duration.ofHours(45)).stream()
                .map(talk -> talk + "," + LocalDate.ofInstant(at(talk), zone) + "\n")
                .collect(Collectors.joining("", "title,date\n", ""));
        each("call", Duration.ofHours(50));
        new TestWorkspace(folder)
                .file("broadsheet.yaml", """
                        url: https://news.sender.example
                        smtp: { host: 127.0.0.1, port: %d, security: none }
                        sources:
                          allow: [127.0.0.1]
                          github: { url: "%s", token: %s }
                        """.formatted(relay.port(), github.url(), FakeGithub.TOKEN))
                .file("data/talks.csv", rows)
                .file("calendar.ics", calendar())
                .file("digests/weekly.md", """
                        ---
                        name: Weekly
                        list: community
                        from: News <news@sender.example>
                        schedule: "0 %d %d ? * SUN"
                        zone: %s
                        approval: required
                        draft-ahead: 1d
                        ---
                        Hello, here is what happened this week, and what comes next.

                        ## Posts
                        ```source feed
                        url: %s
                        optional: true
                        ```

                        ## Merged
                        ```source github
                        repository: a/b
                        ```

                        ## Released
                        ```source github
                        find: releases
                        repository: a/b
                        ```

                        ## Committed
                        ```source git
                        repository: repository
                        ```

                        ## Talks
                        ```source data
                        file: data/talks.csv
                        as: talks
                        ahead: 10d
                        ```

                        ## Calls
                        ```source calendar
                        file: calendar.ics
                        ahead: 10d
                        ```
                        """.formatted(time.getMinute(), time.getHour(), zone, web.url("/feed.xml")))
                .people(READERS.size());
    }

    /** News of a kind at that distance, from the first hour to two weeks after the last number. */
    private List<String> each(String kind, Duration distance) {
        List<String> made = new ArrayList<>();
        Instant at = begin.plus(Duration.ofHours(1));
        for (int i = 1; at.isBefore(begin.plus(Duration.ofDays(42))); i++) {
            made.add(kind + "-" + i);
            news.put(kind + "-" + i, at);
            at = at.plus(distance);
        }
        return made;
    }

    private static int number(String what) {
        return Integer.parseInt(what.substring(what.indexOf('-') + 1));
    }

    /** It shows its last entries, as feeds do: enough for the week in which it was away. */
    private void feed(List<String> posts, OutputStream out) throws IOException {
        if (feedIsAway) {
            out.write(ScriptedWeb.answer(404, new byte[0]));
            return;
        }
        List<String> shown = posts.stream()
                .filter(post -> !at(post).isAfter(clock.instant()))
                .sorted(Comparator.comparing(this::at).reversed())
                .limit(30)
                .toList();
        String entries = shown.stream()
                .map(post ->
                        "<entry><id>%s</id><title>%s</title><link href=\"https://b.example/%s\"/><updated>%s</updated></entry>"
                                .formatted(post, post, post, at(post)))
                .collect(Collectors.joining());
        String atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Blog</title><id>b</id>" + entries + "</feed>";
        out.write(ScriptedWeb.answer(200, atom.getBytes(StandardCharsets.UTF_8), "Content-Type: application/atom+xml"));
    }

    private void commits(List<String> commits) throws GitAPIException, IOException {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            for (String commit : commits) {
                PersonIdent ann =
                        new PersonIdent("Ann", "ann@x.example", Date.from(at(commit)), TimeZone.getTimeZone("UTC"));
                git.commit()
                        .setAllowEmpty(true)
                        .setSign(false)
                        .setMessage(commit)
                        .setAuthor(ann)
                        .setCommitter(ann)
                        .call();
            }
        }
    }

    private String calendar() {
        DateTimeFormatter stamp =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneId.of("UTC"));
        String events = news.keySet().stream()
                .filter(what -> what.startsWith("call-"))
                .map(call -> "BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nDTSTART:%s\r\nEND:VEVENT\r\n"
                        .formatted(call, call, stamp.format(at(call).truncatedTo(ChronoUnit.SECONDS))))
                .collect(Collectors.joining());
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + events + "END:VCALENDAR\r\n";
    }
}
