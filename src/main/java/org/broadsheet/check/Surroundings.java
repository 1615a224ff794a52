package org.broadsheet.check;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.SharedItems.Shared;

/**
 * What the preflight knows beside the edition.
 *
 * @param names those that are known when an edition of this id is checked
 * @param topics the keys that digests, editions and the configuration declare for the list of that name
 * @param signers the domains for which mail is signed with DKIM; empty where none is configured
 * @param shared what another edition of its digest tells too; asked when an edition is to be approved, since only the database knows
 */
public record Surroundings(
        Clock clock,
        Function<String, KnownNames> names,
        Function<String, Set<String>> topics,
        Set<String> signers,
        Function<Edition, List<Shared>> shared) {
    /** Nothing but the time. */
    public static Surroundings bare(Clock clock) {
        return new Surroundings(clock, id -> KnownNames.NONE, list -> Set.of(), Set.of(), edition -> List.of());
    }
}
