package org.broadsheet.check;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.edition.Section;
import org.broadsheet.edition.Slot;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Target;
import org.jsoup.nodes.Element;

/** What the target of a link or of a picture must be. */
final class Targets implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        Set<String> anchors = anchors(draft);
        for (LinkUse link : draft.matter().links()) {
            slots(link.at(), link.target(), findings);
            password(link.at(), link.target(), findings);
            if (link.origin() != LinkUse.Origin.ENTRY) {
                link(link, anchors, findings);
            }
        }
        for (Matter.Media media : draft.matter().media()) {
            String message = "a mail cannot show <" + media.tag() + ">: its readers get a link";
            String hint = "write a link, or a picture that links to it";
            findings.add(ClientRule.EMBEDDED_MEDIA, media.at(), message, hint);
        }
        for (Position at : draft.matter().tangled()) {
            String message = "emphasis or links of the entry stand too deep in each other, or are too many";
            findings.add(ReadingRule.NESTED_TOO_DEEPLY, at, message, "is a mark of emphasis not closed?");
        }
        for (PictureUse picture : draft.matter().pictures()) {
            slots(picture.at(), picture.src(), findings);
            password(picture.at(), picture.src(), findings);
            picture(picture, findings);
        }
    }

    private static void link(LinkUse link, Set<String> anchors, Findings findings) {
        Position at = link.at();
        String written = link.target();
        String target = link.filled();
        switch (Target.of(target)) {
            case GOOD -> ending(at, written, findings);
            case FRAGMENT -> fragment(at, target.substring(1), anchors, findings);
            case RELATIVE -> {
                String message = "the link leads to '" + written + "', which is not a URL";
                findings.add(LinkRule.RELATIVE_LINK, at, message, "write it in full: " + inFull(written));
            }
            case UNUSUAL -> {
                String message = "the link leads to '" + written + "', which many mail programs do not open";
                findings.add(LinkRule.UNUSUAL_LINK, at, message, "use an https URL where there is one");
            }
            case FORBIDDEN -> forbidden(at, written, findings);
            case EMPTY -> {
                String hint = "give the URL, or remove the link";
                findings.add(UnfinishedRule.EMPTY_LINK, at, "the link leads nowhere", hint);
            }
            case PLACEHOLDER -> placeholder(at, "link", written, findings);
        }
        if (link.words() != null && link.words().isBlank()) {
            String hint = "write what it leads to between the brackets";
            findings.add(UnfinishedRule.EMPTY_LINK, at, "the link has no words", hint);
        }
    }

    /** A path is a file of the workspace: whether it is there is found out where it is read. */
    private static void picture(PictureUse picture, Findings findings) {
        Position at = picture.at();
        String written = picture.src();
        switch (Target.of(written)) {
            case GOOD -> {
                if (written.startsWith("mailto:")) {
                    placeholder(at, "picture", written, findings);
                }
            }
            case RELATIVE -> {
                if (written.startsWith("//")) {
                    String message = "the picture is at '" + written + "', which is not a URL";
                    findings.add(LinkRule.RELATIVE_LINK, at, message, "write it in full: " + inFull(written));
                }
            }
            case EMPTY ->
                findings.add(UnfinishedRule.EMPTY_LINK, at, "the picture has no source", "give a path or an https URL");
            case FORBIDDEN -> forbidden(at, written, findings);
            default -> placeholder(at, "picture", written, findings);
        }
        if (picture.alt() == null || picture.src().isBlank()) {
            String hint = "write what it shows, for those who do not see it";
            findings.add(AccessibilityRule.MISSING_ALT, at, "the picture has no alternative text", hint);
        }
    }

    private static void password(Position at, String url, Findings findings) {
        if (Target.hasPassword(url)) {
            String message = "the URL holds a password, which every reader would get";
            findings.add(
                    LinkRule.BAD_URL,
                    at,
                    message,
                    "write it without what stands before the @, and change the password");
        }
    }

    private static void ending(Position at, String written, Findings findings) {
        String last = written.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        if (last.endsWith("/TODO") || last.endsWith("/TBD") || written.matches(".*[=#](TODO|TBD|FIXME)\\b.*")) {
            String message = "the link leads to '" + written + "', which looks unfinished";
            findings.add(UnfinishedRule.PLACEHOLDER_LINK, at, message, "give the real URL");
        }
    }

    private static void fragment(Position at, String id, Set<String> anchors, Findings findings) {
        if (!anchors.contains(id)) {
            Set<String> shown = new TreeSet<>();
            anchors.forEach(anchor -> shown.add("#" + anchor));
            String message = "no section has the id '" + id + "'";
            findings.add(LinkRule.UNKNOWN_SECTION, at, message, Nearest.hint("#" + id, shown));
        }
    }

    private static void forbidden(Position at, String written, Findings findings) {
        String scheme = written.strip().split(":", 2)[0].toLowerCase(Locale.ROOT);
        findings.add(LinkRule.FORBIDDEN_LINK, at, "a " + scheme + ": URL must not be mailed", "use an https URL");
    }

    private static void placeholder(Position at, String what, String written, Findings findings) {
        String message = "the target of the " + what + " is '" + written + "', which is not a URL";
        findings.add(UnfinishedRule.PLACEHOLDER_LINK, at, message, "give the URL, or remove the " + what);
    }

    private static void slots(Position at, String written, Findings findings) {
        for (Slot.Mistake mistake : Slot.mistakes(written)) {
            findings.add(ContentRule.UNKNOWN_SLOT, at, mistake.message(), mistake.hint());
        }
    }

    /** What a link inside the edition may lead to. */
    private static Set<String> anchors(Draft draft) {
        Set<String> anchors = new TreeSet<>();
        draft.edition().sections().stream().map(Section::id).forEach(anchors::add);
        for (Matter.Html html : draft.matter().html()) {
            for (Element element : html.parsed().select("[id], a[name]")) {
                anchors.add(element.hasAttr("id") ? element.id() : element.attr("name"));
            }
        }
        return anchors;
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
