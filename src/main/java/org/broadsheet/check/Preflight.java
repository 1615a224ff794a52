package org.broadsheet.check;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Parsed;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/** The gate before a send: what must not reach a reader, and what had better not. */
final class Preflight {
    private static final List<Inspection> INSPECTIONS = List.of(
            new UnfinishedWords(),
            new Samples(),
            new SectionStates(),
            new Targets(),
            new HiddenWords(),
            new Hosts(),
            new ShownHosts(),
            new Duplicates(),
            new Wording(),
            new Languages(),
            new Weekdays(),
            new EventTimes(),
            new Names(),
            new SegmentTopics(),
            new Subjects());

    private static final List<MailInspection> MAIL_INSPECTIONS =
            List.of(new Looks(), new MailParts(), new SampleBrand(), new Clients(ClientSupport.load()));

    private final Parsed parsed;
    private final FrontLines lines;
    private final @Nullable Draft draft;

    /** @param text what was parsed */
    Preflight(Parsed parsed, String text, Surroundings around) {
        Edition edition = parsed.legible();
        this.parsed = parsed;
        this.lines = FrontLines.of(parsed.file(), text);
        this.draft = edition == null
                ? null
                : new Draft(parsed.file(), edition, lines, Matter.of(parsed.file(), edition), around);
    }

    /** What is wrong with the file, what its parser found included. */
    List<Problem> text() {
        Findings findings = new Findings();
        if (draft != null) {
            INSPECTIONS.forEach(inspection -> inspection.inspect(draft, findings));
        }
        Stream<Problem> read = parsed.problems().stream().map(this::named);
        Stream<Problem> found = findings.list().stream().filter(problem -> !isExplained(problem));
        return Stream.of(read, found, names())
                .flatMap(stream -> stream)
                .distinct()
                .toList();
    }

    /** A section is not empty for want of words when what stands in it could not be read. */
    private boolean isExplained(Problem problem) {
        if (draft == null || !problem.rule().equals(UnfinishedRule.EMPTY_SECTION.id())) {
            return false;
        }
        int first = problem.at().line();
        int next = draft.edition().sections().stream()
                .mapToInt(section -> section.at().line())
                .filter(line -> line > first)
                .min()
                .orElse(Integer.MAX_VALUE);
        return parsed.problems().stream().map(Problem::at).anyMatch(at -> at.line() > first && at.line() < next);
    }

    /** What is wrong with the mail that became of it. */
    List<Problem> mail(Mailing mailing, Brand brand, Assets assets) {
        Findings findings = new Findings();
        if (draft != null) {
            Rendered mail = Rendered.of(draft, mailing, brand, assets);
            MAIL_INSPECTIONS.forEach(inspection -> inspection.inspect(mail, findings));
        }
        return findings.list();
    }

    /** What a renderer found, with the line of the key for a template that is not there: it knows the name only. */
    List<Problem> located(List<Problem> rendering) {
        return rendering.stream()
                .map(problem -> problem.rule().equals(ReadingRule.MISSING_TEMPLATE.id())
                                && !problem.at().file().startsWith("templates/")
                        ? at(lines.at("template"), problem)
                        : problem)
                .toList();
    }

    private static Problem at(Position at, Problem problem) {
        return new Problem(problem.severity(), problem.rule(), at, problem.message(), problem.hint());
    }

    /** The sender has a rule of its own, whatever is wrong with the key. */
    private Problem named(Problem problem) {
        boolean sender = problem.severity() == Severity.ERROR
                && (problem.message().startsWith("'from'") || problem.message().startsWith("'sender'"));
        return sender
                ? new Problem(
                        problem.severity(),
                        HeaderRule.FROM_WITHOUT_ADDRESS.id(),
                        problem.at(),
                        problem.message(),
                        problem.hint())
                : problem;
    }

    /** A list of names that cannot be read helps nobody, but it stops no mail. */
    private Stream<Problem> names() {
        if (draft == null) {
            return Stream.of();
        }
        return draft.around().names().apply(draft.edition().id()).problems().stream()
                .map(problem -> Problem.warning(problem.rule(), problem.at(), problem.message(), problem.hint()));
    }

    /** The edition's own lines first, in their order. */
    static List<Problem> sorted(String file, Stream<Problem> problems) {
        return problems.distinct()
                .sorted(Comparator.comparing(
                                (Problem problem) -> !problem.at().file().equals(file))
                        .thenComparing(problem -> problem.at().file())
                        .thenComparing(problem -> problem.at().line())
                        .thenComparing(problem -> problem.at().column()))
                .toList();
    }
}
