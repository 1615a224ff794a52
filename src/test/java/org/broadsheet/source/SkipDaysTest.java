package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkipDaysTest {
    private static final Position AT = new Position("digests/news.md", 7, 12);

    private final Problems problems = new Problems();
    private final SkipCalendars calendars = new SkipCalendars();

    @TempDir
    Path folder;

    private SkipDays days(String... entries) {
        SkipDays days =
                new SkipDays(calendars, folder, ZoneId.of("Europe/Berlin"), LocalDate.parse("2026-06-01"), problems);
        List.of(entries).forEach(entry -> days.add(entry, AT));
        return days;
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void days_may_be_written_out() {
        SkipDays days = days("2026-12-25", "2026-12-30..2027-01-02", "05-01");
        assertThat(problems.list()).isEmpty();
        assertThat(List.of("2026-12-25", "2026-12-30", "2027-01-02", "2031-05-01"))
                .allMatch(text -> days.test(day(text)));
        assertThat(List.of("2026-12-24", "2026-12-29", "2027-01-03", "2026-05-02"))
                .noneMatch(text -> days.test(day(text)));
    }

    @Test
    void a_file_has_one_or_several_a_line_with_words_behind_them() throws Exception {
        file(
                "calendars/off.txt",
                "\ufeff# ours\r\n\r\n2026-12-25 Christmas\r\n 2026-08-01 .. 2026-08-14  summer\r\n--10-03 unity\n");
        SkipDays days = days("calendars/off.txt");
        assertThat(problems.list()).isEmpty();
        assertThat(List.of("2026-12-25", "2026-08-14", "2026-10-03", "2027-10-03"))
                .allMatch(text -> days.test(day(text)));
        assertThat(days.test(day("2026-08-15"))).isFalse();
    }

    @Test
    void what_is_no_day_is_named_with_file_and_line_and_the_rest_is_kept() throws Exception {
        file("off.txt", "2026-12-25\n2026-02-30\nChristmas\n2026-05-02..2026-05-01\n2026-01-01..2029-01-01\n");
        SkipDays days = days("off.txt");
        assertThat(days.test(day("2026-12-25"))).isTrue();
        assertThat(problems.list())
                .extracting(Problem::at)
                .extracting(Position::toString)
                .containsExactly("off.txt:2:1", "off.txt:3:1", "off.txt:4:1", "off.txt:5:1");
        assertThat(problems.list().get(0).message()).contains("2026-02-30");
    }

    @Test
    void a_calendar_skips_every_day_that_its_events_touch() throws Exception {
        file("holidays.ics", """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20251225
                DTEND;VALUE=DATE:20251227
                RRULE:FREQ=YEARLY
                EXDATE;VALUE=DATE:20271225
                SUMMARY:Christmas
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;TZID=America/New_York:20260703T200000
                DTEND;TZID=America/New_York:20260703T230000
                SUMMARY:Late there, the next day here
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                STATUS:CANCELLED
                DTSTART;VALUE=DATE:20260601
                END:VEVENT
                END:VCALENDAR
                """);
        SkipDays days = days("holidays.ics");
        assertThat(problems.list()).isEmpty();
        assertThat(List.of("2026-12-25", "2026-12-26", "2028-12-26", "2026-07-04"))
                .allMatch(text -> days.test(day(text)));
        assertThat(List.of("2026-12-27", "2027-12-25", "2026-07-03", "2026-06-01"))
                .noneMatch(text -> days.test(day(text)));
    }

    /** Each of them for itself is quick. */
    @Test
    void a_calendar_of_many_events_that_recur_is_given_up_after_a_while() throws Exception {
        String event = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:19700101\nDTEND;VALUE=DATE:19710101\n"
                + "RRULE:FREQ=DAILY\nRRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU\nEND:VEVENT\n";
        file("heavy.ics", "BEGIN:VCALENDAR\n" + event.repeat(5000) + "END:VCALENDAR\n");
        SkipDays days = new SkipDays(
                calendars,
                folder,
                ZoneId.of("Europe/Berlin"),
                LocalDate.parse("2026-06-01"),
                problems,
                Duration.ofMillis(300));
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> days.add("heavy.ics", AT));
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("heavy.ics takes too long");
            assertThat(problem.at()).isEqualTo(AT);
        });
    }

    @Test
    void a_file_that_is_not_there_or_leads_out_or_is_no_calendar_is_named_where_it_is_asked_for() throws Exception {
        file("none.ics", "hello");
        days("calendars/none.txt", "../secret.txt", "/etc/passwd", "none.ics");
        assertThat(problems.list()).hasSize(4).allMatch(problem -> problem.at().equals(AT));
    }
}
