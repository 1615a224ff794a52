package org.broadsheet.schedule;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Parsed;
import org.broadsheet.source.SkipCalendars;
import org.broadsheet.source.SkipDays;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Reads the digests of a workspace, and when they are due, anew each time; only calendars that have not changed are known. Thread-safe. */
public final class DigestFiles {
    private static final int DAY = "2026-01-31".length();
    private static final int CANDIDATES = 10;

    private static final int LONGEST_NAME = 180;

    private final Path root;
    private final DraftFolder folder;
    private final Clock clock;
    private final SkipCalendars calendars = new SkipCalendars();

    /** @param root of the workspace */
    public DigestFiles(Path root, Clock clock) {
        this.root = root;
        this.folder = new DraftFolder(root);
        this.clock = clock;
    }

    /** In the order of their names. */
    public List<DigestFile> all() {
        return folder.digests().stream().map(this::read).toList();
    }

    /** One by its name; the calendars of the others, which may take seconds, are not worked out. */
    public Optional<DigestFile> find(String name) {
        return folder.digests().contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    /** What stands at the top of each that can be read. */
    public List<FrontMatter> fronts() {
        return folder.digests().stream()
                .flatMap(name -> Optional.ofNullable(front(name, path(name), new Problems())).stream())
                .toList();
    }

    private static String path(String name) {
        return "digests/" + name + ".md";
    }

    private DigestFile read(String name) {
        String path = path(name);
        Problems problems = new Problems();
        if (name.length() > LONGEST_NAME) {
            String message = "the name is longer than " + LONGEST_NAME + " characters";
            problems.error("file-name", Position.wholeFile(path), message, "rename the file");
        }
        FrontMatter front = front(name, path, problems);
        DigestPlan plan = front == null || problems.hasErrors() ? null : plan(name, front, problems);
        return new DigestFile(name, front, problems.hasErrors() ? null : plan, problems.list());
    }

    private @Nullable FrontMatter front(String name, String path, Problems problems) {
        try {
            Parsed parsed = EditionParser.ofDigests(Defaults.NONE).parse(path, folder.digest(name));
            problems.addAll(parsed.problems());
            return parsed.edition() == null ? null : parsed.edition().front();
        } catch (InputException elsewhere) {
            problems.addAll(elsewhere.problems());
            return null;
        } catch (UncheckedIOException gone) {
            problems.error("unreadable", Position.wholeFile(path), "the file cannot be read", "");
            return null;
        }
    }

    /** Where the key stands; only Quartz knows whether its value is right, when the file is read already. */
    private Position schedule(String name) {
        List<String> lines =
                new String(folder.digest(name), StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("schedule")) {
                return new Position(path(name), i + 1, 1);
            }
        }
        return Position.wholeFile(path(name));
    }

    private @Nullable DigestPlan plan(String name, FrontMatter front, Problems problems) {
        if (front.schedule() == null) {
            return null;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), front.zone());
        SkipDays skipped = new SkipDays(calendars, root, front.zone(), today, problems);
        front.timing().skipDays().forEach(entry -> skipped.add(entry.text(), entry.at()));
        try {
            return new DigestPlan(front.schedule(), front.zone(), skipped);
        } catch (IllegalArgumentException e) {
            String message = "'schedule' is not a cron expression: " + e.getMessage();
            problems.error("bad-schedule", schedule(name), message, "write schedule: \"0 0 9 ? * MON\", for example");
            return null;
        }
    }

    /**
     * When a digest is due next; empty where it has no schedule, or cannot be followed.
     *
     * @param isSent whether an edition, by its name, is not to go out any more
     */
    public Optional<Instant> next(String digest, Predicate<String> isSent) {
        return plan(digest)
                .flatMap(plan -> plan.next(clock.instant(), CANDIDATES).stream()
                        .filter(due -> !isSent.test(plan.day(due) + "-" + digest))
                        .findFirst());
    }

    /**
     * When an edition is sent by the schedule of its digest; empty when none does, or when it is too late for that.
     *
     * @param edition its name: the day and the digest
     * @param grace how late it may begin
     */
    public Optional<Instant> due(String edition, Duration grace) {
        String digest = edition.length() > DAY ? edition.substring(DAY + 1) : "";
        return plan(digest)
                .flatMap(plan -> plan.next(clock.instant().minus(grace), CANDIDATES).stream()
                        .filter(due -> edition.equals(plan.day(due) + "-" + digest))
                        .findFirst());
    }

    private Optional<DigestPlan> plan(String digest) {
        return find(digest).flatMap(file -> Optional.ofNullable(file.plan()));
    }
}
