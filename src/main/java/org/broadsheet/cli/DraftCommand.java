package org.broadsheet.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DraftFiles;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.DraftTurn;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.EditionsSource;
import org.broadsheet.edition.Merged;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "draft",
        description =
                "Assembles a draft of the next edition of a digest: a file for you to edit, in which each source has become"
                        + " the items that are new. Drafting an edition again brings what is new since into the file that you"
                        + " have made of it. docs/SOURCES.md explains sources. Exit code 1 when one could not be collected.",
        footer = {
            "",
            "Examples:",
            "  broadsheet draft community-news",
            "  broadsheet draft community-news --offline",
            "  broadsheet draft editions/2025-11-20-community-news.md",
            "  broadsheet draft community-news --from 2025-11-10 --to 2025-11-17"
        })
final class DraftCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shell shell;

    @Parameters(
            paramLabel = "DIGEST",
            description =
                    "The digest: its file's name under digests/, with or without .md. Or an edition that was drafted of it,"
                            + " to draft that one again.")
    private String digest = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Leave out what was published before: 2025-11-10, or 2025-11-10T09:00, in the digest's zone.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description =
                    "The end of the window, in the past: from what was published and had been collected by then, and of a"
                            + " source that was first collected later from all that it had published by then. A window"
                            + " that was drafted before comes out the same. Default: now.")
    private @Nullable String to;

    @Option(names = "--offline", description = "Ask no source: take what was collected before.")
    private boolean offline;

    @Option(names = "--replace", description = "Write the file anew, and throw away what somebody has made of it.")
    private boolean replace;

    DraftCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            DraftFolder folder = new DraftFolder(bench.root());
            Wanted wanted = wanted(bench, folder, Shell.slugOf(digest));
            Drafter.Order order = order(bench, folder, wanted);
            wanted.edition().ifPresent(edition -> refuseIfBegun(bench, edition));
            DraftFiles files = new DraftFiles(folder, bench.drafts(), bench.clock());
            return DraftTurn.during(bench.root(), PATIENCE, () -> draft(bench, files, wanted.digest(), order))
                    .orElseThrow(() -> Failure.work(
                            "Another 'broadsheet draft' runs in this workspace; draft again when it is done"));
        }
    }

    private int draft(Workbench bench, DraftFiles files, String name, Drafter.Order order) {
        Drafted drafted = bench.drafter().draft(order);
        refuseIfBegun(bench, drafted.edition());
        if (!replace
                && isCancelled(bench, drafted.edition())
                && new DraftFolder(bench.root()).exists(drafted.edition())) {
            String file = "editions/" + drafted.edition() + ".md";
            throw Failure.usage("The edition " + drafted.edition() + ", which is next, was cancelled, and its file is"
                    + " still there; 'broadsheet approve " + file + "' takes it up again as it is, --replace drafts it"
                    + " anew");
        }
        Optional<Merged> merged = Optional.empty();
        if (replace) {
            files.replace(name, drafted);
        } else {
            merged = files.write(name, drafted);
        }
        if (merged.isPresent()) {
            bench.approvalRequests().redrafted(drafted.edition());
        }
        int exit = new DraftReport(shell, bench, name, drafted, merged).say();
        shell.terminal().problems(unfollowed(bench, name));
        return exit;
    }

    /** What keeps the schedule from being followed, and no draft from being made. */
    private static List<Problem> unfollowed(Workbench bench, String digest) {
        return bench.digestFiles().all().stream()
                .filter(file -> file.name().equals(digest))
                .flatMap(file -> file.problems().stream())
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    /** @param edition that is to be drafted again */
    private record Wanted(String digest, Optional<String> edition) {}

    private Wanted wanted(Workbench bench, DraftFolder folder, String name) {
        if (folder.digests().contains(name)) {
            return new Wanted(name, Optional.empty());
        }
        if (bench.hasDatabase()) {
            refuseIfBegun(bench, name);
            if (isCancelled(bench, name)) {
                throw cancelled(bench, folder, name);
            }
        }
        Optional<String> drafted = bench.hasDatabase() ? bench.drafts().digestOf(name) : Optional.empty();
        return drafted.filter(folder.digests()::contains)
                .map(of -> new Wanted(of, Optional.of(name)))
                .orElseThrow(() -> unknown(folder, name, drafted));
    }

    /** What it held goes into the next edition, which is this one again only where the digest says so. */
    private static Failure cancelled(Workbench bench, DraftFolder folder, String edition) {
        String digest = EditionsSource.digestOf(edition);
        boolean hasDigest = folder.digests().contains(digest);
        boolean exists = folder.exists(edition);
        String words = "The edition " + edition + " was cancelled"
                + (hasDigest ? ", and what was drafted into it goes into the next edition of " + digest : "");
        if (hasDigest) {
            words += exists && isNext(bench, folder, digest, edition)
                    ? "; 'broadsheet draft " + digest + " --replace' drafts that, in place of this one's file"
                    : "; 'broadsheet draft " + digest + "' drafts that";
        }
        return Failure.usage(words
                + (exists
                        ? "; 'broadsheet approve editions/" + edition + ".md' takes this one up again as it is"
                        : ""));
    }

    /** Whether it is the one that is drafted next of its digest. */
    private static boolean isNext(Workbench bench, DraftFolder folder, String digest, String edition) {
        Instant end = end(bench, new Wanted(digest, Optional.empty()), null);
        ZoneId zone = zone(digest, folder.digest(digest));
        LocalDate date = LocalDate.ofInstant(end == null ? bench.clock().instant() : end, zone);
        return edition.equals(date + "-" + digest);
    }

    /** And was not drafted anew since: then it is a draft like others. */
    private static boolean isCancelled(Workbench bench, String edition) {
        return bench.editions()
                        .find(edition)
                        .filter(known -> known.state() == EditionState.CANCELLED)
                        .isPresent()
                && bench.drafts()
                        .digestOf(edition)
                        .flatMap(digest -> bench.drafts().find(digest, edition))
                        .filter(draft -> !draft.isGivenBack())
                        .isEmpty();
    }

    private static boolean isBegun(Workbench bench, String edition) {
        return bench.editions()
                .find(edition)
                .filter(known -> known.startedAt() != null)
                .isPresent();
    }

    private static void refuseIfBegun(Workbench bench, String edition) {
        if (isBegun(bench, edition)) {
            throw Failure.usage("The edition " + edition + " was begun already, so that there is nothing to draft;"
                    + " 'broadsheet status " + edition + "' shows how it went");
        }
    }

    /** @param drafted the digest of which it was drafted */
    private static Failure unknown(DraftFolder folder, String name, Optional<String> drafted) {
        if (drafted.isPresent()) {
            return Failure.usage("digests/" + drafted.get() + ".md is gone, of which " + name + " was drafted");
        }
        if (folder.exists(name)) {
            return Failure.usage("editions/" + name
                    + ".md was not drafted from a digest, or was away for a while and gave back what was drafted into it:"
                    + " nothing can be drafted into it again");
        }
        String hint = Nearest.hint(name, folder.digests());
        return Failure.usage("There is no digest '" + name + "'" + (hint.isEmpty() ? " in digests/" : "; " + hint));
    }

    private Drafter.Order order(Workbench bench, DraftFolder folder, Wanted wanted) {
        String name = wanted.digest();
        byte[] file = folder.digest(name);
        ZoneId zone = zone(name, file);
        Instant start = instant("--from", from, zone);
        Instant end = instant("--to", to, zone);
        Instant now = bench.clock().instant();
        if (end != null && end.isAfter(now)) {
            throw Failure.usage("--to is " + to + ", which is yet to come");
        }
        if (start != null && !start.isBefore(end == null ? now : end)) {
            throw Failure.usage("--from is not before --to");
        }
        Asking asking = offline ? Asking.NONE : end == null ? Asking.ALL : Asking.THOSE_NEVER_ASKED;
        return new Drafter.Order(
                name,
                file,
                start,
                end(bench, wanted, end),
                asking,
                folder::exists,
                wanted.edition().orElse(null));
    }

    private static ZoneId zone(String digest, byte[] file) {
        return EditionParser.ofDigests(Defaults.NONE)
                .parse("digests/" + digest + ".md", file)
                .orThrow()
                .front()
                .zone();
    }

    /** What somebody drafts by hand of a digest with a schedule is the edition that is sent next, and not one that was sent early. */
    private static @Nullable Instant end(Workbench bench, Wanted wanted, @Nullable Instant given) {
        return given != null || wanted.edition().isPresent()
                ? given
                : bench.digestFiles()
                        .next(wanted.digest(), edition -> isBegun(bench, edition))
                        .orElse(null);
    }

    private static @Nullable Instant instant(String option, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException none) {
            throw Failure.usage(option + " is '" + text + "'; write 2025-11-10 or 2025-11-10T09:00");
        }
    }
}
