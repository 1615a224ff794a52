package org.broadsheet.edition;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.text.InputException;

/** The editions of a workspace that somebody still works on. */
public final class OpenEditions {
    /** Files from before that lie there since somebody sent them in another way, or never. */
    private static final Duration OLDEST = Duration.ofDays(30);

    private static final Set<EditionState> WAITING =
            Set.of(EditionState.APPROVED, EditionState.SCHEDULED, EditionState.HELD);

    private final DraftFolder folder;
    private final Optional<Editions> editions;
    private final Optional<Bundles> bundles;

    /** @param editions empty where there is no database yet, and nothing was approved */
    public OpenEditions(DraftFolder folder, Optional<Editions> editions, Optional<Bundles> bundles) {
        this.folder = folder;
        this.editions = editions;
        this.bundles = bundles;
    }

    /** All but those of more than thirty days ago, in the order of their names. */
    public List<OpenEdition> list(Instant now) {
        return folder.editions().stream()
                .filter(this::isOpen)
                .map(this::read)
                .filter(edition -> !isOld(edition, now))
                .toList();
    }

    /** One of them, however old; empty when it is none, or is approved or sent. */
    public Optional<OpenEdition> find(String slug) {
        return folder.exists(slug) && isOpen(slug) ? Optional.of(read(slug)) : Optional.empty();
    }

    private boolean isOpen(String slug) {
        Optional<ApprovedEdition> known = editions.flatMap(all -> all.find(slug));
        if (known.isEmpty()) {
            return true;
        }
        boolean waits =
                known.get().startedAt() == null && WAITING.contains(known.get().state());
        return waits && !isFrozen(slug, known.get());
    }

    /** Whether the file is what was approved. Rehearsing freezes a text that nobody has approved, and so does sending. */
    private boolean isFrozen(String slug, ApprovedEdition approved) {
        byte[] file = read(slug).bytes();
        return bundles.flatMap(all -> all.text(approved.bundle()))
                .filter(text -> Arrays.equals(text, file))
                .isPresent();
    }

    private OpenEdition read(String slug) {
        String name = "editions/" + slug + ".md";
        try {
            byte[] bytes = folder.bytes(slug).orElse(new byte[0]);
            return new OpenEdition(
                    slug, bytes, EditionParser.ofEditions(Defaults.NONE).parse(name, bytes));
        } catch (InputException elsewhere) {
            // One that lies elsewhere keeps nobody from the others.
            return new OpenEdition(
                    slug, new byte[0], new Parsed(name, null, null, List.of(), List.of(), elsewhere.problems()));
        }
    }

    private static boolean isOld(OpenEdition edition, Instant now) {
        return edition.date()
                .filter(date -> date.isBefore(edition.today(now.minus(OLDEST))))
                .isPresent();
    }
}
