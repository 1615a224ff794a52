package org.broadsheet.check;

import java.util.List;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.SharedItems.Shared;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** Finds what readers would get twice: in this edition, and in another one of its digest. */
final class SharedWords {
    private SharedWords() {}

    static List<Problem> check(Edition edition, Surroundings around) {
        Findings findings = new Findings();
        for (Shared shared : around.shared().apply(edition)) {
            String message =
                    "'" + shared.title() + "' is in " + shared.other() + " too, which " + standing(shared.state());
            findings.add(UnfinishedRule.REPEATED_ITEM, shared.at(), message, hint(shared));
        }
        return findings.list();
    }

    private static String standing(@Nullable EditionState state) {
        return state == null
                ? "is still a draft"
                : switch (state) {
                    case SENDING, SENT, CANCELLED -> "readers have got";
                    default -> "is approved";
                };
    }

    private static String hint(Shared shared) {
        String there = shared.state() == null ? " or in editions/" + shared.other() + ".md" : "";
        return "delete it here" + there + ", or readers get it twice, which --ignore "
                + UnfinishedRule.REPEATED_ITEM.id() + " allows";
    }
}
