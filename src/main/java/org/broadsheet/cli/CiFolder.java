package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.broadsheet.check.Approval;
import org.broadsheet.check.Weight;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Recipient;
import org.jspecify.annotations.Nullable;

/** The folder into which editions are written for those who review them, each into a folder of its own. */
final class CiFolder {
    private final Workbench bench;
    private final Path folder;
    private final @Nullable Screenshots screenshots;

    /** @param screenshots null to take none */
    CiFolder(Workbench bench, Path folder, @Nullable Screenshots screenshots) {
        this.bench = bench;
        this.folder = folder;
        this.screenshots = screenshots;
    }

    CiReview edition(Shell.Manuscript manuscript) throws IOException, InterruptedException {
        Approval.Preview preview;
        try {
            preview = Proofs.preview(bench, manuscript);
        } catch (Proofs.PreflightFailure unreadable) {
            return new CiReview(manuscript.name(), unreadable.problems(), null, List.of());
        }
        Mailing mailing = preview.mailing();
        Recipient reader = Proofs.sampleReader(bench, preview.edition(), manuscript.slug());
        Path own = folder.resolve(manuscript.slug());
        PreviewFolder.write(own, mailing, reader);
        List<String> notes = new ArrayList<>();
        CiReview.Shown shown = new CiReview.Shown(
                manuscript.slug(),
                preview.edition().front(),
                mailing.subject(reader),
                Weight.of(mailing),
                mailing.text(reader).getBytes(StandardCharsets.UTF_8).length,
                sizes(mailing.images()),
                shots(own, notes),
                sha256(manuscript));
        return new CiReview(manuscript.name(), preview.findings(), shown, notes);
    }

    private static Map<String, Integer> sizes(Map<String, byte[]> files) {
        Map<String, Integer> sizes = new TreeMap<>();
        files.forEach((name, file) -> sizes.put(name, file.length));
        return sizes;
    }

    /** A picture that is not taken is missed by nobody who can open the page. */
    private List<String> shots(Path own, List<String> notes) throws IOException, InterruptedException {
        List<String> shots = new ArrayList<>();
        for (Screenshots.View view : Screenshots.View.values()) {
            Files.deleteIfExists(own.resolve(view.file())); // of an earlier run
            if (screenshots != null) {
                try {
                    screenshots.take(own, view);
                    shots.add(view.file());
                } catch (IOException e) {
                    notes.add("there is no screenshot: " + e.getMessage());
                }
            }
        }
        return shots;
    }

    private @Nullable String sha256(Shell.Manuscript manuscript) {
        try {
            return Proofs.proof(bench, manuscript, Set.of()).bundle().sha256();
        } catch (Proofs.PreflightFailure notYet) {
            return null;
        }
    }
}
