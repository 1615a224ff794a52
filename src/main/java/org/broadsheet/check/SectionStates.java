package org.broadsheet.check;

import java.util.List;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Section;
import org.broadsheet.text.Position;
import org.commonmark.node.Node;

/** Sections and headings with nothing in them, or not done. */
final class SectionStates implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        Edition edition = draft.edition();
        if (edition.sections().isEmpty() && edition.opening().stream().noneMatch(SectionStates::says)) {
            String message = "the edition says nothing";
            findings.add(UnfinishedRule.EMPTY_EDITION, Position.wholeFile(draft.file()), message, "write something");
        }
        edition.sections().forEach(section -> section(section, findings));
        draft.matter().headings().forEach(heading -> heading(heading, findings));
    }

    private static void section(Section section, Findings findings) {
        if (section.contents().stream().noneMatch(SectionStates::says)) {
            String hint = "write it, or remove its heading";
            findings.add(UnfinishedRule.EMPTY_SECTION, section.at(), "the section is empty", hint);
        }
        if (section.isUnfinished()) {
            boolean draft = section.status() == Section.Status.DRAFT;
            String message = draft ? "the section is a draft" : "the section is still to be written";
            String hint = "finish it and set status=done, or remove the status";
            findings.add(UnfinishedRule.UNFINISHED_SECTION, section.at(), message, hint);
        }
    }

    private static void heading(HeadingUse heading, Findings findings) {
        if (heading.empty()) {
            findings.add(
                    UnfinishedRule.EMPTY_SUBSECTION,
                    heading.at(),
                    "nothing stands below this heading",
                    "write it, or remove the heading");
        }
        if (heading.level() == 1) {
            String message = "a # below the title begins no section";
            findings.add(AccessibilityRule.HEADING_ORDER, heading.at(), message, "write ## for a section");
        } else if (heading.level() > heading.before() + 1) {
            String wanted = "#".repeat(heading.before() + 1);
            findings.add(
                    AccessibilityRule.HEADING_ORDER,
                    heading.at(),
                    "the heading skips a level",
                    "write " + wanted + " in place of " + "#".repeat(heading.level()));
        }
    }

    private static boolean says(Content content) {
        if (!(content instanceof Content.Prose prose)) {
            return true;
        }
        List<Node> nodes = new java.util.ArrayList<>();
        for (Node node = prose.document().getFirstChild(); node != null; node = node.getNext()) {
            nodes.add(node);
        }
        return nodes.stream().anyMatch(Headings::isSeen);
    }
}
