package org.broadsheet.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Rules;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.BundleChanges;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.EditionState;

/** Whether an edition is still what was approved, and in what it is not. */
public final class Approvals {
    private static final Set<EditionState> WAITING =
            Set.of(EditionState.APPROVED, EditionState.SCHEDULED, EditionState.HELD);

    private Approvals() {}

    /** What differs between what was approved and what would be approved now; empty when nothing does. */
    static List<String> changes(Workbench bench, ApprovedEdition approved, String file, Bundle now) {
        if (approved.bundle().equals(now.sha256())) {
            return List.of();
        }
        return bench.bundles()
                .find(approved.bundle())
                .map(before -> BundleChanges.between(before, now, file))
                .orElse(List.of("what was approved is not in the database any more"));
    }

    /** What has changed since a person approved an edition; empty when nothing has, or nobody did. */
    public static List<String> changes(Workbench bench, String slug) {
        return bench.editions()
                .find(slug)
                .filter(real -> !Standing.isAutomatic(bench, real))
                .map(real -> changes(bench, real))
                .orElse(List.of());
    }

    /**
     * What has changed since an edition was approved that was not begun; empty when nothing has, or when its file is not in this
     * workspace.
     */
    static List<String> changes(Workbench bench, ApprovedEdition approved) {
        boolean waits = approved.startedAt() == null && !approved.isRehearsal() && WAITING.contains(approved.state());
        Optional<byte[]> file = waits ? new DraftFolder(bench.root()).bytes(approved.slug()) : Optional.empty();
        if (file.isEmpty()) {
            return List.of();
        }
        String name = "editions/" + approved.slug() + ".md";
        Shell.Manuscript manuscript = new Shell.Manuscript(name, file.get());
        Set<String> ignored = new LinkedHashSet<>(approved.ignored());
        ignored.add(Rules.OF_OTHER_EDITIONS); // which voids nothing
        try {
            Approval.Proof proof = Proofs.proof(bench, manuscript, ignored);
            return changes(bench, approved, name, proof.bundle());
        } catch (Proofs.PreflightFailure unfit) {
            // What cannot be approved now has no bundle to compare: its text has.
            String text = bench.bundles()
                    .text(approved.bundle())
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
            List<String> changes = BundleChanges.ofText(text, manuscript.text(), name);
            return changes.isEmpty() ? List.of("the preflight finds " + unfit.getMessage()) : changes;
        }
    }

    /** As lines below a heading. */
    static String listed(List<String> changes) {
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append("\n  ").append(change));
        return lines.toString();
    }
}
