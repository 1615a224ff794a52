package org.broadsheet.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.text.Position;
import org.broadsheet.text.Target;
import org.jspecify.annotations.Nullable;

/** Words that stand for others, and what was meant to become a link. */
final class UnfinishedWords implements Inspection {
    private static final String CHIPS = "" + Passage.OPAQUE + Passage.BARE;

    // What CommonMark leaves as text because the target is not one: [title](words to come).
    private static final Pattern LITERAL_LINK =
            Pattern.compile("\\]\\(([^()\\n]*(?:\\([^()\\n]*\\)[^()\\n]*){0,20})\\)"); // each takes some of the stack
    private static final Pattern PARTED_LINK = Pattern.compile("\\[[^\\[\\]\\n]+\\]\\s+\\(" + Passage.BARE + "\\)");
    private static final Pattern LITERAL_REFERENCE =
            Pattern.compile("(?<![\\p{L}\\p{N}_\\]" + CHIPS + "])\\[([^\\[\\]\\n]+)\\]\\[([^\\[\\]\\n]*)\\]");
    private static final Pattern IN_ANGLES = Pattern.compile("<([^<>\\n]{1,500})>");
    private static final Pattern LITERAL_FOOTNOTE = Pattern.compile("\\[\\^[^\\]\\s]{1,200}\\]");

    @Override
    public void inspect(Draft draft, Findings findings) {
        FrontMatter front = draft.front();
        title(draft.lines().at("subject"), front.subject(), findings);
        title(draft.lines().at("title"), front.title(), findings);
        title(draft.lines().at("preheader"), front.preheader(), findings);
        for (Passage passage : draft.matter().passages()) {
            boolean own = passage.kind() == Passage.Kind.PROSE || passage.kind() == Passage.Kind.HEADING;
            List<Placeholders.Finding> found =
                    own ? Placeholders.inProse(passage.text()) : Placeholders.inTitle(passage.text());
            found.forEach(finding -> report(passage.at(finding.offset()), finding, findings));
            if (own) {
                inAngles(passage, findings);
                literalLinks(passage, findings);
                references(passage, findings);
            }
        }
        draft.matter().html().forEach(html -> html(html, findings));
    }

    private static void title(Position at, @Nullable String text, Findings findings) {
        Placeholders.inTitle(text == null ? "" : text).forEach(finding -> report(at, finding, findings));
    }

    /** {@code <link to be added>}: words where a URL is to come. */
    private static void inAngles(Passage passage, Findings findings) {
        Matcher matcher = IN_ANGLES.matcher(passage.text());
        while (matcher.find()) {
            Position at = passage.at(matcher.start());
            Placeholders.inTitle(matcher.group(1)).forEach(finding -> report(at, finding, findings));
        }
    }

    private static void html(Matter.Html html, Findings findings) {
        // CommonMark takes <link to be added> for a tag with attributes.
        String words =
                html.source().replaceAll("=\\s*(\"[^\"]*\"|'[^']*')", " ").replaceAll("[<>]", " ");
        Placeholders.inTitle(words).forEach(finding -> report(html.at(), finding, findings));
        Placeholders.inProse(html.parsed().body().text()).forEach(finding -> report(html.at(), finding, findings));
    }

    private static void report(Position at, Placeholders.Finding finding, Findings findings) {
        String message = "'" + finding.words() + "' is still to be done";
        findings.add(finding.rule(), at, message, "finish it; to show the word itself, put it in `backquotes`");
    }

    private static void literalLinks(Passage passage, Findings findings) {
        Matcher matcher = LITERAL_LINK.matcher(passage.text());
        while (matcher.find()) {
            String target = matcher.group(1).strip();
            Target kind = Target.of(target);
            boolean onPurpose = target.equals(String.valueOf(Passage.BARE)) || target.indexOf(Passage.OPAQUE) >= 0;
            if (onPurpose || kind == Target.GOOD || kind == Target.FRAGMENT) {
                continue; // written so with a backslash
            }
            boolean placeholder =
                    target.indexOf(Passage.BARE) < 0 && (Target.isStandingIn(target) || !target.matches(".*[/.:].*"));
            findings.add(
                    placeholder ? UnfinishedRule.PLACEHOLDER_LINK : LinkRule.BROKEN_LINK,
                    passage.at(matcher.start()),
                    "'](" + target.replace(String.valueOf(Passage.BARE), "https://…")
                            + ")' makes no link: its target is not a URL",
                    "give the URL, without blanks, or put code in `backquotes`");
        }
        Matcher parted = PARTED_LINK.matcher(passage.text());
        while (parted.find()) {
            String words = parted.group().replace(String.valueOf(Passage.BARE), "https://…");
            findings.add(
                    LinkRule.BROKEN_LINK,
                    passage.at(parted.start()),
                    "'" + words + "' makes no link: a blank stands between ] and (",
                    "remove the blank");
        }
    }

    private static void references(Passage passage, Findings findings) {
        Matcher reference = LITERAL_REFERENCE.matcher(passage.text());
        while (reference.find()) {
            String label = reference.group(2).isEmpty() ? reference.group(1) : reference.group(2);
            String message = "'" + reference.group() + "' makes no link: '" + label + "' is not defined";
            findings.add(
                    LinkRule.UNDEFINED_REFERENCE,
                    passage.at(reference.start()),
                    message,
                    "add a line [" + label + "]: https://…");
        }
        Matcher footnote = LITERAL_FOOTNOTE.matcher(passage.text());
        while (footnote.find()) {
            String message = "the footnote " + footnote.group() + " is not defined";
            String hint = "add a line " + footnote.group() + ": its text";
            findings.add(LinkRule.UNDEFINED_REFERENCE, passage.at(footnote.start()), message, hint);
        }
    }
}
