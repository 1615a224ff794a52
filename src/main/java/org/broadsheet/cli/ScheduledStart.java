package org.broadsheet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.broadsheet.text.InputException;

/** Begins editions whose time has come. What was edited after it was approved, or comes too late, waits for a person instead. */
public final class ScheduledStart {
    private final Workbench bench;

    public ScheduledStart(Workbench bench) {
        this.bench = bench;
    }

    /** @return why it is held; empty when it begins, or another process has begun it */
    public Optional<String> begin(ApprovedEdition edition) {
        return begin(edition, late(edition));
    }

    /** However late it is. */
    public Optional<String> beginLate(ApprovedEdition edition) {
        return begin(edition, Optional.empty());
    }

    private Optional<String> begin(ApprovedEdition edition, Optional<String> late) {
        Optional<String> objection = bench.delivery()
                .begunBefore(edition.slug())
                .or(() -> late)
                .or(() -> changed(edition))
                .or(this::nobodyCouldLeave);
        if (objection.isPresent()) {
            return bench.control().holdBack(edition.id(), objection.get()) ? objection : Optional.empty();
        }
        if (bench.delivery().begin(edition)) {
            bench.schedule().reconcile();
        }
        return Optional.empty();
    }

    private Optional<String> late(ApprovedEdition edition) {
        Instant at = edition.scheduledFor();
        boolean late =
                at != null && at.plus(bench.grace()).isBefore(bench.clock().instant());
        return late
                ? Optional.of("it was due at " + at + ", longer ago than its grace, and nothing ran then")
                : Optional.empty();
    }

    /** Without a public address the unsubscribe links would lead to this machine, which no reader reaches. */
    public Optional<String> nobodyCouldLeave() {
        return bench.isSandbox() || bench.hasPublicUrl() || bench.isRelayLocal()
                ? Optional.empty()
                : Optional.of("broadsheet.yaml names an SMTP server but no url, so nobody could unsubscribe");
    }

    private Optional<String> changed(ApprovedEdition edition) {
        String file = edition.file();
        return file == null ? Optional.empty() : changed(edition, file);
    }

    /** As {@link #changed}, but looks at the text of the edition alone, and not at its pictures and its template. */
    public Optional<String> edited(ApprovedEdition edition, String file) {
        Path path = bench.root().resolve(file);
        Bundle approved = bench.bundles().find(edition.bundle()).orElseThrow();
        boolean same = Files.exists(path)
                && Arrays.equals(read(path), approved.read(Bundle.EDITION).orElseThrow());
        return same ? Optional.empty() : Optional.of(file + " was changed after it was approved");
    }

    /**
     * @param file from the workspace
     * @return that it is no longer what was approved; empty while it is
     */
    public Optional<String> changed(ApprovedEdition edition, String file) {
        Path path = bench.root().resolve(file);
        Bundle approved = bench.bundles().find(edition.bundle()).orElseThrow();
        if (!Files.exists(path)) {
            return Optional.of(file + " is gone");
        }
        byte[] text = read(path);
        boolean same = Arrays.equals(text, approved.read(Bundle.EDITION).orElseThrow());
        try {
            Approval.Proof proof = bench.approval().proof(file, text, Set.copyOf(edition.ignored()));
            same &= proof.bundle().sha256().equals(edition.bundle());
        } catch (InputException refused) {
            // Its own text is as it was approved: what is found now, a day that has passed say, was no edit.
        }
        return same ? Optional.empty() : Optional.of(file + " was changed after it was approved");
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
