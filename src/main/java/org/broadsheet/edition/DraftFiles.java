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

    private final DraftFolder folder;
    private final Drafts drafts;
    private final Clock clock;

    public DraftFiles(DraftFolder folder, Drafts drafts, Clock clock) {
        this.folder = folder;
        this.drafts = drafts;
        this.clock = clock;
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
        Drafts.Draft draft = new Drafts.Draft(digest, edition, drafted.window(), drafted.text());
        if (there.isEmpty()) {
            drafts.store(draft, taken, clock.instant());
            folder.write(edition, text);
            return;
        }
        Optional<Drafts.Draft> before = drafts.find(digest, edition);
        Map<Taken, String> entries = drafts.entries(digest, edition);
        drafts.store(draft, taken, new Drafts.Pending(text, Bundle.sha256(there.get())), clock.instant());
        if (!finish(digest, edition)) {
            before.ifPresent(old -> drafts.store(old, entries, clock.instant()));
            throw new InputException(Problem.error(
                    "draft-conflict",
                    Position.wholeFile("editions/" + edition + ".md"),
                    "somebody saved the file at this very moment, so that nothing was merged into it",
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
        boolean waits = folder.bytes(edition)
                .filter(bytes -> Bundle.sha256(bytes).equals(pending.get().over()))
                .isPresent();
        if (waits) {
            folder.write(edition, pending.get().text());
        }
        drafts.written(digest, edition);
        return waits;
    }
}
