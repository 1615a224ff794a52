package org.broadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.schedule.DigestFile;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;

/** What there is to say of the digests of a workspace. */
final class Digests {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ENGLISH);

    private Digests() {}

    /** A line for each digest that has a schedule, and what is wrong with those that cannot be read. */
    static List<String> lines(List<DigestFile> digests, DigestRuns runs, Instant now) {
        List<String> lines = new ArrayList<>();
        for (DigestFile digest : digests) {
            trouble(digest).forEach(lines::add);
            DigestPlan plan = digest.plan();
            if (plan != null) {
                DigestRuns.Pause pause = runs.standing(digest.name()).pause();
                String next = plan.next(now)
                        .map(at -> "next on " + time(at, plan.zone()))
                        .orElse("never again");
                lines.add("digest " + digest.name() + ": " + (pause == null ? next : pause.words()));
            }
        }
        return lines;
    }

    /** What keeps it from being followed. */
    static Stream<String> trouble(DigestFile digest) {
        return digest.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::toString);
    }

    /** With a capital and a full stop; a file keeps its name. Empty when nothing is said. */
    static String sentence(String words) {
        boolean isFile = words.startsWith("editions/") || words.startsWith("digests/");
        if (words.isEmpty()) {
            return "";
        }
        return (isFile ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1)) + ".";
    }

    /** {@code Mon 2026-03-30 09:00 Europe/Berlin}. */
    static String time(Instant at, ZoneId zone) {
        return SHOWN.format(at.atZone(zone));
    }

    /** Why something failed, in one line. */
    static String words(RuntimeException failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            return failure.getMessage() + ": " + FileTrouble.words(cause);
        }
        return failure instanceof InputException input
                ? input.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Object::toString)
                        .collect(Collectors.joining("; "))
                : String.valueOf(failure.getMessage());
    }
}
