package org.broadsheet.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.check.Weight;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Problem;

/** The summary of a review in Markdown, for a page of GitHub or GitLab. What editions say stands in it as plain text. */
final class CiSummary {
    private static final int MOST_FINDINGS = 50; // of one file; the page has a limit, and a reader too
    private static final int MOST_PICTURES = 20;
    private static final double CLIPPED = 102_000; // where Gmail cuts the HTML of a message

    private final List<String> lines = new ArrayList<>();

    private CiSummary() {}

    static String of(List<CiReview> reviews, boolean sample) {
        CiSummary summary = new CiSummary();
        if (reviews.isEmpty()) {
            summary.lines.add("No edition and no digest has changed.");
        } else if (sample) {
            summary.lines.add(CiSelection.SAMPLE + "\n");
        }
        reviews.forEach(summary::add);
        return String.join("\n", summary.lines).strip() + "\n";
    }

    private void add(CiReview review) {
        lines.add("## " + plain(review.file()));
        lines.add("");
        lines.add((review.errors() == 0 ? "✅ " : "❌ ")
                + (review.findings().isEmpty() ? "Nothing to mend." : Proofs.summary(review.findings()) + "."));
        lines.add("");
        findings(review.findings());
        if (review.shown() != null) {
            mail(review.shown());
        }
        review.notes().forEach(note -> lines.add("Note: " + plain(note) + "\n"));
    }

    private void findings(List<Problem> findings) {
        if (findings.isEmpty()) {
            return;
        }
        lines.add("| line | | finding | rule |");
        lines.add("|---:|---|---|---|");
        findings.stream().limit(MOST_FINDINGS).map(CiSummary::row).forEach(lines::add);
        lines.add("");
        if (findings.size() > MOST_FINDINGS) {
            lines.add("And " + (findings.size() - MOST_FINDINGS) + " more; `broadsheet check` shows all of them.");
            lines.add("");
        }
    }

    private static String row(Problem found) {
        String hint = found.hint().isEmpty() ? "" : "; " + found.hint();
        return "| " + (found.at().line() == 0 ? "" : found.at().line()) + " | "
                + found.severity().name().toLowerCase(Locale.ROOT) + " | " + plain(found.message() + hint) + " | "
                + plain(found.rule()) + " |";
    }

    private void mail(CiReview.Shown shown) {
        FrontMatter front = shown.front();
        Weight weight = shown.weight();
        lines.add("| | |");
        lines.add("|---|---|");
        field("Subject", plain(shown.subject()));
        field("From", plain(front.from().toString()));
        field("List", plain(front.list()));
        field("Approval", front.approval().name().toLowerCase(Locale.ROOT));
        field("Mail", plain(shown.folder() + "/") + files(shown));
        field(
                "HTML",
                String.format(
                        Locale.ROOT,
                        "%s, %.0f %% of what Gmail shows",
                        kilobytes(weight.html()),
                        100 * weight.html() / CLIPPED));
        field("Text", kilobytes(shown.textBytes()));
        field("Message", kilobytes(weight.message()));
        field("Pictures", kilobytes(weight.pictures()));
        if (weight.attachments() > 0) {
            field("Attachments", kilobytes(weight.attachments()));
        }
        field("SHA-256", shown.sha256() == null ? "none while there are errors" : "`" + shown.sha256() + "`");
        lines.add("");
        pictures(shown.pictures());
    }

    private void field(String name, String value) {
        lines.add("| " + name + " | " + value + " |");
    }

    private static String files(CiReview.Shown shown) {
        List<String> files = new ArrayList<>(List.of("index.html", "message.txt", "message.eml"));
        files.addAll(shown.shots());
        return " with " + plain(String.join(", ", files));
    }

    /** The heaviest first: those are what one can do something about. */
    private void pictures(Map<String, Integer> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        lines.add("<details><summary>" + Counted.of(pictures.size(), "picture") + "</summary>");
        lines.add("");
        lines.add("| picture | weight |");
        lines.add("|---|---:|");
        pictures.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST_PICTURES)
                .forEach(picture ->
                        lines.add("| " + plain(picture.getKey()) + " | " + kilobytes(picture.getValue()) + " |"));
        lines.add("");
        lines.add("</details>");
        lines.add("");
    }

    private static String kilobytes(int bytes) {
        return String.format(Locale.ROOT, "%,.1f kB", bytes / 1000.0);
    }

    /** Such that nothing in it is markup, breaks out of a cell, or calls somebody by name. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder();
        Characters.visible(text).codePoints().forEach(c -> {
            if (c == '@') {
                out.append("&#64;&#8288;"); // names of people are looked for in the finished page
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && " -.,;/".indexOf(c) < 0) {
                out.append("&#").append(c).append(';');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString().replace("www.", "www&#46;");
    }
}
