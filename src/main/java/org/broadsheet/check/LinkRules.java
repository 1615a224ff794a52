package org.broadsheet.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.edition.Slot;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Target;

/** What the target of a link or of a picture must be. */
final class LinkRules {
    private final Set<String> anchors;
    private final Problems problems;

    /** @param anchors what {@code #…} may lead to */
    LinkRules(Set<String> anchors, Problems problems) {
        this.anchors = anchors;
        this.problems = problems;
    }

    /** The same rules, reporting elsewhere. */
    LinkRules reportingTo(Problems others) {
        return new LinkRules(anchors, others);
    }

    void checkLink(Position at, String written) {
        String target = filled(at, written);
        switch (Target.of(target)) {
            case GOOD -> checkGood(at, written);
            case FRAGMENT -> checkFragment(at, target.substring(1));
            case RELATIVE ->
                problems.error(
                        "relative-link",
                        at,
                        "the link leads to '" + written + "', which is not a URL",
                        "write it in full: " + inFull(written));
            case UNUSUAL ->
                problems.warning(
                        "unusual-link",
                        at,
                        "the link leads to '" + written + "', which many mail programs do not open",
                        "use an https URL where there is one");
            case FORBIDDEN -> forbidden(at, written);
            case EMPTY ->
                problems.error("empty-link", at, "the link leads nowhere", "give the URL, or remove the link");
            case PLACEHOLDER -> placeholder(at, "link", written);
        }
    }

    /** A path is a file of the workspace: whether it is there is found out where it is read. */
    void checkImage(Position at, String written) {
        String target = filled(at, written);
        switch (Target.of(target)) {
            case GOOD -> {
                if (target.startsWith("mailto:")) {
                    placeholder(at, "picture", written);
                }
            }
            case RELATIVE -> {
                if (target.startsWith("//")) {
                    problems.error(
                            "relative-link",
                            at,
                            "the picture is at '" + written + "', which is not a URL",
                            "write it in full: " + inFull(written));
                }
            }
            case EMPTY -> problems.error("empty-link", at, "the picture has no source", "give a path or an https URL");
            case FORBIDDEN -> forbidden(at, written);
            default -> placeholder(at, "picture", written);
        }
    }

    private void checkGood(Position at, String written) {
        String last = written.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        if (last.endsWith("/TODO") || last.endsWith("/TBD") || written.matches(".*[=#](TODO|TBD|FIXME)\\b.*")) {
            String message = "the link leads to '" + written + "', which looks unfinished";
            problems.warning("placeholder-link", at, message, "give the real URL");
        }
    }

    private void checkFragment(Position at, String id) {
        if (!anchors.contains(id)) {
            Set<String> shown = anchors.stream()
                    .map(anchor -> "#" + anchor)
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
            problems.error("unknown-section", at, "no section has the id '" + id + "'", Nearest.hint("#" + id, shown));
        }
    }

    private void forbidden(Position at, String written) {
        String scheme = written.strip().split(":", 2)[0];
        problems.error("forbidden-link", at, "a " + scheme + ": URL must not be mailed", "use an https URL");
    }

    private void placeholder(Position at, String what, String written) {
        String message = "the target of the " + what + " is '" + written + "', which is not a URL";
        problems.error("placeholder-link", at, message, "give the URL, or remove the " + what);
    }

    /** With something in place of each slot, so that what stands around them can be judged. */
    private String filled(Position at, String written) {
        for (Slot.Mistake mistake : Slot.mistakes(written)) {
            problems.error("unknown-slot", at, mistake.message(), mistake.hint());
        }
        List<Slot.Piece> pieces = Slot.split(written);
        return pieces.stream()
                .map(piece -> piece instanceof Slot.Literal literal ? literal.text() : "slot")
                .collect(Collectors.joining());
    }

    private static String inFull(String written) {
        if (written.startsWith("//")) {
            return "https:" + written;
        }
        return written.matches("[\\w-]+(\\.[\\w-]+){1,20}([/?#].*)?")
                        && !written.matches("(?i).*\\.(md|html?|png|jpe?g|pdf)")
                ? "https://" + written
                : "https://…";
    }
}
