package org.broadsheet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.check.Weight;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What those who review a file are shown of it.
 *
 * @param file as messages name it
 * @param shown null where there is no mail: for a digest, or where none could be made
 * @param notes what could not be done, for whoever set the review up
 */
record CiReview(
        String file, List<Problem> findings, @Nullable Shown shown, List<String> notes) {
    /**
     * An edition as a mail.
     *
     * @param folder in which it lies, by its name
     * @param textBytes of its text part
     * @param pictures their sizes in bytes, by their names
     * @param shots files with pictures of it
     * @param sha256 that an approval of it would have; null while it cannot be approved
     */
    record Shown(
            String folder,
            FrontMatter front,
            String subject,
            Weight weight,
            int textBytes,
            Map<String, Integer> pictures,
            List<String> shots,
            @Nullable String sha256) {
        Shown {
            pictures = Map.copyOf(pictures);
            shots = List.copyOf(shots);
        }
    }

    long errors() {
        return Proofs.count(findings, Severity.ERROR);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("errors", errors());
        json.put("warnings", Proofs.count(findings, Severity.WARNING));
        json.put("findings", Proofs.json(findings));
        if (shown != null) {
            json.put("folder", shown.folder());
            json.put("subject", shown.subject());
            json.putAll(shown.weight().json());
            json.put("text_bytes", shown.textBytes());
            json.put("screenshots", shown.shots());
            json.put("sha256", shown.sha256());
        }
        json.put("notes", notes);
        return json;
    }
}
