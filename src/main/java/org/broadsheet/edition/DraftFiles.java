package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;

/**
 * Writes what was drafted into files, and keeps what is in them. Where somebody has worked on the file, both are merged. Killed
 * at any moment, no item is lost: what was to be written is kept, and written by whoever comes next.
 */
public final class DraftFiles {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** What keeps a file from being merged, for it cannot be said what is an entry in it. */
    private static final Set<String> UNREADABLE = Set.of("unclosed-block", "yaml");

    /** In place of the hash of a file that is written over. */
    private static final String NO_FILE = "";

    private final DraftFolder folder;
    private final Drafts drafts;
    private final Clock clock;

    public DraftFiles(DraftFolder folder, Drafts drafts, Clock clock) {
        this.folder = folder;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * Writes a draft where there is no file.
     *
     * @return false when somebody was faster, a person or another process: what that one wrote stays as it is, and nothing of
     *     this draft is kept
     */
    public boolean create(String digest, Drafted drafted) {
        if (folder.exists(drafted.edition())) {
            return false;
        }
        Drafts.Draft draft = draft(digest, drafted);
        Drafts.Pending pending = new Drafts.Pending(drafted.text(), NO_FILE);
        boolean isFirst = drafts.add(draft, drafted.taken(), pending, clock.instant());
        return isFirst && writeNew(draft, drafted.taken(), drafted.text());
    }

    private static Drafts.Draft draft(String digest, Drafted drafted) {
        return new Drafts.Draft(digest, drafted.edition(), drafted.window(), drafted.cut(), drafted.text());
    }

    private boolean writeNew(Drafts.Draft draft, Map<Taken, String> taken, String text) {
        if (!folder.create(draft.edition(), text)) {
            drafts.withdraw(draft.digest(), draft.edition(), NO_FILE);
            return false;
        }
        if (!drafts.written(draft.digest(), draft.edition())) {
            drafts.store(draft, taken, clock.instant()); // another process saw no file and gave its items back
        }
        return true;
    }

    /** Writes a draft in place of whatever is there. */
    public void replace(String digest, Drafted drafted) {
        finish(digest, drafted.edition());
        Optional<byte[]> there = folder.bytes(drafted.edition());
        keep(digest, drafted, drafted.taken(), drafted.text(), there);
    }

    /**
     * Writes a draft, or brings what is new in it into the file that somebody has made of the last one.
     *
     * @return what was merged; empty when nobody had edited anything
     * @throws InputException when the file that is there cannot be read, or was not drafted from here; it stays as it is
     */
    public Optional<Merged> write(String digest, Drafted drafted) {
        finish(digest, drafted.edition());
        Optional<byte[]> there = folder.bytes(drafted.edition());
        Optional<Drafts.Draft> before = drafts.find(digest, drafted.edition());
        boolean untouched = there.isEmpty()
                || before.isPresent()
                        && Arrays.equals(there.get(), before.get().text().getBytes(StandardCharsets.UTF_8));
        if (untouched) {
            keep(digest, drafted, drafted.taken(), drafted.text(), there);
            return Optional.empty();
        }
        String name = "editions/" + drafted.edition() + ".md";
        if (before.isEmpty()) {
            throw new InputException(Problem.error(
                    "draft-conflict",
                    Position.wholeFile(name),
                    "the file is there already and was not drafted from here, so that nothing can be merged into it",
                    "--replace writes it anew"));
        }
        Merged merged = merge(name, before.get(), there.orElseThrow(), drafted);
        Map<Taken, String> taken = drafts.entries(digest, drafted.edition());
        taken.putAll(drafted.taken());
        merged.refused().forEach(taken::remove);
        keep(digest, drafted, taken, merged.text(), there);
        return Optional.of(merged);
    }

    private Merged merge(String name, Drafts.Draft before, byte[] file, Drafted drafted) {
        refuseUnreadable(name, file);
        Map<Taken, String> known = new LinkedHashMap<>(drafts.entries(before.digest(), before.edition()));
        known.replaceAll((item, entry) -> entry.isEmpty() ? drafted.taken().getOrDefault(item, "") : entry);
        Merged merged = DraftMerge.merge(
                new DraftMerge.Generated(before.text(), known),
                new String(file, StandardCharsets.UTF_8),
                new DraftMerge.Generated(drafted.text(), drafted.taken()),
                marker(before.window(), drafted.zone()));
        refuseUnreadable(name, merged.text().getBytes(StandardCharsets.UTF_8));
        return merged;
    }

    /** The line under which new items stand; a comment of YAML, which no reader sees. */
    static String marker(Window last, ZoneId zone) {
        return "# new since " + SHOWN.format(last.to().atZone(zone));
    }

    private static void refuseUnreadable(String name, byte[] file) {
        Parsed parsed = EditionParser.ofEditions(Defaults.NONE).parse(name, file);
        List<Problem> worst = parsed.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> parsed.edition() == null || UNREADABLE.contains(problem.rule()))
                .toList();
        if (!worst.isEmpty()) {
            throw new InputException(worst);
        }
    }

    private void keep(String digest, Drafted drafted, Map<Taken, String> taken, String text, Optional<byte[]> there) {
        String edition = drafted.edition();
        Drafts.Draft draft = draft(digest, drafted);
        Optional<Drafts.Draft> before = drafts.find(digest, edition);
        Map<Taken, String> entries = drafts.entries(digest, edition);
        String over = there.map(Bundle::sha256).orElse(NO_FILE);
        drafts.store(draft, taken, new Drafts.Pending(text, over), clock.instant());
        if (!(there.isEmpty() ? writeNew(draft, taken, text) : finish(digest, edition))) {
            before.ifPresent(old -> drafts.store(old, entries, clock.instant()));
            throw new InputException(Problem.error(
                    "draft-conflict",
                    Position.wholeFile("editions/" + edition + ".md"),
                    "somebody saved the file at this very moment, so that nothing was drafted into it",
                    "draft it again"));
        }
    }

    /**
     * Writes what somebody who died had still to write; a file that was saved since stays as it is.
     *
     * @return whether it was written
     */
    public boolean finish(String digest, String edition) {
        Optional<Drafts.Pending> pending = drafts.pending(digest, edition);
        if (pending.isEmpty()) {
            return false;
        }
        Optional<byte[]> there = folder.bytes(edition);
        if (pending.get().over().equals(NO_FILE)) {
            there.ifPresent(file -> settle(digest, edition, file, pending.get()));
            return false;
        }
        boolean written = there.filter(
                        bytes -> Bundle.sha256(bytes).equals(pending.get().over()))
                .filter(over -> folder.replace(edition, over, pending.get().text()))
                .isPresent();
        drafts.written(digest, edition);
        return written;
    }

    /** The first file of an edition: it was written just before somebody died, or a person was faster. */
    private void settle(String digest, String edition, byte[] file, Drafts.Pending pending) {
        if (Arrays.equals(file, pending.text().getBytes(StandardCharsets.UTF_8))) {
            drafts.written(digest, edition);
        } else {
            drafts.withdraw(digest, edition, NO_FILE);
        }
    }
}
