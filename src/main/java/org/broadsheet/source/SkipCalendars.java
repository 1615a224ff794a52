package org.broadsheet.source;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.broadsheet.fetch.FetchException;
import org.jspecify.annotations.Nullable;

/**
 * Which days calendars skip, kept while neither a calendar nor the day changes: working one out may take seconds, and every round
 * asks for it. One that took too long counts as such for an hour, for the machine may have been busy. Thread-safe.
 */
public final class SkipCalendars {
    private static final int MOST = 100;
    private static final Duration TOO_LONG = Duration.ofHours(1);

    private final Map<Question, Answer> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > MOST;
        }
    };

    /** @param file the SHA-256 of what is in it */
    private record Question(String file, ZoneId zone, LocalDate today) {}

    /** @param tooLong whether it was given up; then there are no days */
    private record Answer(Set<LocalDate> days, boolean tooLong, long at) {
        boolean holds(long now) {
            return !tooLong || now - at < TOO_LONG.toNanos();
        }
    }

    @FunctionalInterface
    interface Work {
        Set<LocalDate> days() throws FetchException;
    }

    /** @throws Patience.Lost when it takes too long, or lately has */
    Set<LocalDate> days(byte[] file, ZoneId zone, LocalDate today, Work work) throws FetchException {
        Question question = new Question(sha256(file), zone, today);
        Answer answer = find(question);
        if (answer == null) {
            answer = answer(work);
            keep(question, answer);
        }
        if (answer.tooLong()) {
            throw new Patience.Lost();
        }
        return answer.days();
    }

    /** Nobody waits for the calendar of another, so two who ask at once may both work it out. */
    private static Answer answer(Work work) throws FetchException {
        try {
            return new Answer(Set.copyOf(work.days()), false, System.nanoTime());
        } catch (Patience.Lost e) {
            return new Answer(Set.of(), true, System.nanoTime());
        }
    }

    private synchronized @Nullable Answer find(Question question) {
        Answer answer = known.get(question);
        return answer != null && answer.holds(System.nanoTime()) ? answer : null;
    }

    private synchronized void keep(Question question, Answer answer) {
        known.keySet()
                .removeIf(other -> other.today().isBefore(question.today().minusDays(1))); // zones are a day apart
        known.put(question, answer);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
