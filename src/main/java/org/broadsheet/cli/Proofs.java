package org.broadsheet.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Slot;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Recipient;
import org.broadsheet.text.Counted;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;

/** What several commands do with the file of an edition. */
final class Proofs {
    /** Of the reader whom previews are made for. */
    static final String SAMPLE_NAME = "Ada Reader";

    static final String SAMPLE_FIRST_NAME = "Ada";

    private Proofs() {}

    /** The edition, when it may be approved; else says why not. */
    static Approval.Proof proof(Workbench bench, Shell.Manuscript file, Set<String> ignored) {
        try {
            return bench.approval().proof(file.name(), file.bytes(), ignored);
        } catch (InputException e) {
            throw new PreflightFailure(e.problems());
        }
    }

    /** What can be shown of the edition; when nothing can be, says why not. */
    static Approval.Preview preview(Workbench bench, Shell.Manuscript file) {
        try {
            return bench.approval().preview(file.name(), file.bytes());
        } catch (InputException e) {
            throw new PreflightFailure(e.problems());
        }
    }

    /** Somebody who does not exist, for previews: the same every time. */
    static Recipient sampleReader(Workbench bench, Edition edition, String slug) {
        return sampleReader(bench.clock(), bench.baseUrl(), edition, slug);
    }

    static Recipient sampleReader(Clock clock, String baseUrl, Edition edition, String slug) {
        LocalDate date = edition.front().date();
        return new Recipient(
                new MailAddress("ada@reader.example", SAMPLE_NAME),
                SAMPLE_FIRST_NAME,
                Set.of(),
                baseUrl + "/unsubscribe/preview",
                baseUrl + "/preferences/preview",
                date == null
                        ? clock.instant()
                        : date.atTime(9, 0).atZone(edition.front().zone()).toInstant(),
                "preview." + slug.replaceAll("[^A-Za-z0-9.-]", "-") + "@"
                        + edition.front().from().asciiDomain());
    }

    /** Whether a text calls its reader by one of these. */
    static boolean isPersonal(String text, Set<Slot.SubscriberField> names) {
        return Slot.split(text).stream()
                .anyMatch(piece -> piece instanceof Slot.Hole hole
                        && hole.slot() instanceof Slot.OfSubscriber slot
                        && names.contains(slot.field()));
    }

    static List<Map<String, Object>> json(List<Problem> problems) {
        return problems.stream().map(Proofs::json).toList();
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.put("rule", problem.rule());
        json.put("file", problem.at().file());
        json.put("line", problem.at().line());
        json.put("column", problem.at().column());
        json.put("message", problem.message());
        json.put("hint", problem.hint());
        return json;
    }

    static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** "3 errors, 1 warning"; notes are counted where there are any. */
    static String summary(List<Problem> problems) {
        long notes = count(problems, Severity.NOTE);
        return Counted.of(count(problems, Severity.ERROR), "error") + ", "
                + Counted.of(count(problems, Severity.WARNING), "warning")
                + (notes == 0 ? "" : ", " + Counted.of(notes, "note"));
    }

    /** The preflight found errors; a command that meets this ends with {@link Exit#PREFLIGHT}. */
    static final class PreflightFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        PreflightFailure(List<Problem> problems) {
            super(summary(problems));
            this.problems = problems;
        }

        List<Problem> problems() {
            return problems;
        }
    }

    static String relative(Path from, Path to) {
        Path relative = to.startsWith(from) ? from.relativize(to) : to;
        return relative.toString();
    }
}
