package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CalendarSourceTest {
    private static final Instant FROM = Instant.parse("2025-10-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2025-12-01T00:00:00Z");

    private static List<Found> read(String... lines) throws FetchException {
        return read(new Patience(Duration.ofSeconds(5)), lines);
    }

    private static List<Found> read(Patience patience, String... lines) throws FetchException {
        String text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + String.join("\r\n", lines) + "\r\nEND:VCALENDAR\r\n";
        IcsComponent file = IcsReader.read(text.getBytes(StandardCharsets.UTF_8));
        return new CalendarReader(Optional.of(ZoneId.of("Europe/Berlin")), FROM, TO, patience).read(file);
    }

    private static List<Found> event(String... lines) throws FetchException {
        return read("BEGIN:VEVENT", "UID:u", "SUMMARY:Meeting", String.join("\r\n", lines), "END:VEVENT");
    }

    private static Found one(String... lines) throws FetchException {
        List<Found> items = event(lines);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<String> starts(List<Found> items) {
        return items.stream()
                .map(item -> String.valueOf(item.at()).replace(":00Z", "Z"))
                .sorted()
                .toList();
    }

    @Test
    void an_event_has_all_that_a_block_says_of_it() throws FetchException {
        Found item = one(
                "DTSTART;TZID=America/New_York:20251110T090000",
                "DTEND;TZID=America/New_York:20251110T103000",
                "LOCATION:Hall 1\\, Main St",
                "DESCRIPTION:All are welcome.\\nBring a frie",
                " nd.",
                "URL:https://x.example/meeting");
        assertThat(item.id()).isEqualTo("u");
        assertThat(item.at()).isEqualTo(Instant.parse("2025-11-10T14:00:00Z"));
        assertThat(item.first("title")).isEqualTo("Meeting");
        assertThat(item.first("date")).isEqualTo("2025-11-10T09:00");
        assertThat(item.first("until")).isEqualTo("2025-11-10T10:30");
        assertThat(item.first("zone")).isEqualTo("America/New_York");
        assertThat(item.first("place")).isEqualTo("Hall 1, Main St");
        assertThat(item.first("summary")).isEqualTo("All are welcome. Bring a friend.");
        assertThat(item.first("url")).isEqualTo("https://x.example/meeting");
        String entry =
                new BlockWriter(BlockKind.EVENTS, ZoneOffset.UTC).entry(item).orElseThrow();
        Problems problems = new Problems();
        Item.Event event = (Item.Event) ItemParser.parse(BlockKind.EVENTS, new Position("e", 1, 1), entry, problems)
                .get(0);
        assertThat(problems.list()).isEmpty();
        assertThat(event.zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(event.time()).hasToString("09:00");
        assertThat(event.untilTime()).hasToString("10:30");
    }

    @ParameterizedTest
    @CsvSource({
        "DTSTART:20251110T090000Z,                                2025-11-10T10:00, Europe/Berlin",
        "DTSTART:20251110T090000,                                 2025-11-10T09:00, Europe/Berlin",
        "DTSTART;TZID=/x.example/20070129/America/New_York:20251110T090000, 2025-11-10T09:00, America/New_York",
        "DTSTART;TZID=W. Europe Standard Time:20251110T090000,    2025-11-10T09:00, Europe/Berlin",
        "DTSTART;TZID=Eastern Standard Time:20251110T090000,      2025-11-10T09:00, America/New_York",
        "DTSTART;TZID=Fiji Standard Time:20251110T090000,         2025-11-10T09:00, Pacific/Fiji",
        "DTSTART;TZID=Nobody/Knows:20251110T090000,               2025-11-10T09:00, Europe/Berlin",
    })
    void a_time_is_shown_in_its_own_zone_or_in_that_of_the_calendar(String line, String date, String zone)
            throws FetchException {
        Found item = one(line);
        assertThat(item.first("date")).isEqualTo(date);
        assertThat(item.first("zone")).isEqualTo(zone);
    }

    @Test
    void a_zone_that_only_the_file_knows_is_taken_from_there() throws FetchException {
        String[] zone = {
            "BEGIN:VTIMEZONE",
            "TZID:Somewhere",
            "BEGIN:STANDARD",
            "DTSTART:19701025T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETFROM:-0300",
            "TZOFFSETTO:-0400",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:19700329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZOFFSETFROM:-0400",
            "TZOFFSETTO:-0300",
            "END:DAYLIGHT",
            "END:VTIMEZONE"
        };
        List<Found> items = read(
                String.join("\r\n", zone),
                "BEGIN:VEVENT",
                "UID:u",
                "SUMMARY:S",
                "DTSTART;TZID=Somewhere:20251020T120000",
                "RRULE:FREQ=WEEKLY;COUNT=2",
                "END:VEVENT");
        assertThat(starts(items)).containsExactly("2025-10-20T15:00Z", "2025-10-27T16:00Z");
        assertThat(items.get(0).first("zone")).isEqualTo("Europe/Berlin");
    }

    @Test
    void what_recurs_keeps_its_time_on_the_wall_clock() throws FetchException {
        List<Found> items = event(
                "DTSTART;TZID=Europe/Berlin:20250101T090000", "RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20251109T080000Z");
        assertThat(starts(items))
                .containsExactly(
                        "2025-10-05T07:00Z",
                        "2025-10-12T07:00Z",
                        "2025-10-19T07:00Z",
                        "2025-10-26T08:00Z",
                        "2025-11-02T08:00Z",
                        "2025-11-09T08:00Z");
        assertThat(items).extracting(Found::id).doesNotHaveDuplicates();
    }

    @Test
    void exceptions_are_left_out_and_additions_come_in() throws FetchException {
        List<Found> items = event(
                "DTSTART:20251103T100000Z",
                "DTEND:20251103T110000Z",
                "RRULE:FREQ=DAILY;COUNT=4",
                "EXDATE:20251104T100000Z,20251105T100000Z",
                "RDATE;VALUE=PERIOD:20251120T100000Z/PT1H");
        assertThat(starts(items)).containsExactly("2025-11-03T10:00Z", "2025-11-06T10:00Z", "2025-11-20T10:00Z");
    }

    @Test
    void one_occurrence_that_was_changed_stands_in_place_of_the_usual() throws FetchException {
        List<Found> items = read(
                "BEGIN:VEVENT",
                "UID:u",
                "SUMMARY:Usual",
                "DTSTART:20251103T100000Z",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:u",
                "SUMMARY:Moved",
                "RECURRENCE-ID:20251110T100000Z",
                "DTSTART:20251111T150000Z",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:u",
                "SUMMARY:Usual",
                "RECURRENCE-ID:20251117T100000Z",
                "DTSTART:20251117T100000Z",
                "STATUS:CANCELLED",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:other",
                "SUMMARY:Alone",
                "RECURRENCE-ID:20251110T100000Z",
                "DTSTART:20251112T150000Z",
                "END:VEVENT");
        assertThat(starts(items))
                .containsExactly("2025-11-03T10:00Z", "2025-11-11T15:00Z", "2025-11-12T15:00Z", "2025-11-24T10:00Z");
        assertThat(items)
                .extracting(item -> item.first("title"))
                .containsExactlyInAnyOrder("Usual", "Moved", "Alone", "Usual");
        assertThat(items).extracting(Found::id).contains("u/2025-11-10T10:00:00Z");
    }

    @Test
    void a_whole_day_has_no_time_and_its_end_is_not_part_of_it() throws FetchException {
        Found item = one("DTSTART;VALUE=DATE:20251110", "DTEND;VALUE=DATE:20251113");
        assertThat(item.first("date")).isEqualTo("2025-11-10");
        assertThat(item.first("until")).isEqualTo("2025-11-12");
        assertThat(item.all("zone")).isEmpty();
        assertThat(one("DTSTART;VALUE=DATE:20251110", "DTEND;VALUE=DATE:20251111")
                        .all("until"))
                .isEmpty();
        assertThat(one("DTSTART;VALUE=DATE:20251110").all("until")).isEmpty();
        assertThat(event("DTSTART;VALUE=DATE:20251101", "RRULE:FREQ=MONTHLY;UNTIL=20251101"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        LOCATION:https://us02web.zoom.us/j/123?pwd=x            | https://us02web.zoom.us/j/123?pwd=x
        DESCRIPTION:Join: https://meet.google.com/abc-defg-hij. | https://meet.google.com/abc-defg-hij
        DESCRIPTION:<a href="https://zoom.us/j/1">here</a>      | https://zoom.us/j/1
        LOCATION:https://x.example/room                         | https://x.example/room
        DESCRIPTION:See https://x.example/notes                 | ''
        LOCATION:javascript:alert(1)                            | ''
        """)
    void the_link_of_a_meeting_is_found_wherever_it_stands(String line, String link) throws FetchException {
        assertThat(one("DTSTART:20251110T100000Z", line).first("url")).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=1", "FREQ=HOURLY", "FREQ=DAILY;BYSECOND=1,2,3",
                "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=99999999999999999999",
                        "FREQ=FOREVER",
                "BYDAY=MO", "", "FREQ=MONTHLY;BYMONTHDAY=99", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
            })
    void a_rule_that_means_harm_or_nothing_leaves_the_event_once(String rule) throws FetchException {
        assertThat(event("DTSTART:20251110T100000Z", "RRULE:" + rule)).hasSize(1);
    }

    @Test
    void a_thousand_recurring_events_are_worked_out_in_time_or_refused() {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            events.append("BEGIN:VEVENT\r\nUID:")
                    .append(i)
                    .append("\r\n"
                            + "SUMMARY:S\r\n"
                            + "DTSTART:19010101T000000Z\r\n"
                            + "RRULE:FREQ=DAILY;COUNT=99999\r\n"
                            + "END:VEVENT\r\n");
        }
        String[] outcome = {""};
        try {
            outcome[0] = read(events.toString()).size() + " items";
        } catch (FetchException refused) {
            outcome[0] = refused.getMessage();
        }
        assertThat(outcome[0]).matches("\\d{1,4} items|its recurring events take too long to work out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                          | this is no calendar
        <html></html>                               | this is no calendar
        BEGIN:VCALENDAR                             | this calendar ends before its VCALENDAR does
        'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO'  | this calendar ends a VTODO that it did not begin
        """)
    void what_is_no_calendar_is_said_in_one_line(String text, String message) {
        byte[] bytes = text.replace("\\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IcsReader.read(bytes))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P999999999999D", "P99999999999999D", "P400000D", "-P1D", "PT", "P999W", "PT9223372036854775807S"
            })
    void an_event_without_an_end_that_makes_sense_is_there_without_one_and_so_are_the_others(String duration)
            throws FetchException {
        List<Found> items = read(
                "BEGIN:VEVENT",
                "UID:1",
                "SUMMARY:Without end",
                "DTSTART:20251110T100000Z",
                "DURATION:" + duration,
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:2",
                "SUMMARY:Usual",
                "DTSTART:20251111T100000Z",
                "DURATION:PT1H",
                "END:VEVENT");
        assertThat(items).extracting(item -> item.first("until")).containsExactlyInAnyOrder("", "2025-11-11T12:00");
        BlockWriter writer = new BlockWriter(BlockKind.EVENTS, ZoneOffset.UTC);
        assertThat(writer.entries(items)).doesNotContain(Optional.empty());
    }

    @Test
    void what_nests_too_deeply_is_refused() {
        byte[] bytes = ("BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IcsReader.read(bytes)).hasMessage("it nests deeper than any calendar");
    }

    @Test
    void a_block_says_how_far_ahead_it_looks() {
        Problems problems = new Problems();
        Sources sources = new Sources(List.of(new CalendarSource()));
        Position at = new Position("d.md", 1, 1);
        Request request = sources.parse("calendar", at, at, "url: https://x.example/a.ics\nahead: 21d", problems)
                .orElseThrow();
        assertThat(request.query().ahead()).hasDays(21);
        assertThat(request.options().kind()).isEqualTo(BlockKind.EVENTS);
        assertThat(sources.parse("calendar", at, at, "url: https://x.example/a.ics\nahead: 0d\nzone: Berlin", problems))
                .isEmpty();
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "d.md:2:1: error: 'ahead' must be from 1m to 366d; write 14d [bad-value]",
                        "d.md:3:7: error: 'zone' must be a time zone such as Europe/Amsterdam, but is 'Berlin'"
                                + " [bad-value]");
    }

    private static final String WEEKLY = """
        BEGIN:VEVENT
        UID:u
        SUMMARY:Weekly
        DTSTART;TZID=Europe/Berlin:20251006T100000
        DTEND;TZID=Europe/Berlin:20251006T103000
        RRULE:FREQ=WEEKLY;UNTIL=20251124T235959Z
        END:VEVENT
        """.replace("\n", "\r\n");

    private static String change(String slot, String range, String start, String more) {
        return "BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Changed\r\nRECURRENCE-ID" + range + ";TZID=Europe/Berlin:" + slot
                + "\r\nDTSTART;TZID=Europe/Berlin:" + start + "\r\n" + more + "END:VEVENT\r\n";
    }

    private static List<String> shown(List<Found> items) {
        return items.stream()
                .map(item -> item.first("title") + " " + item.first("date") + " " + item.first("until"))
                .sorted(java.util.Comparator.comparing(line -> line.split(" ")[1]))
                .toList();
    }

    @Test
    void a_change_to_an_occurrence_and_all_that_follow_counts_for_all_that_follow() throws FetchException {
        String later = change("20251020T100000", ";RANGE=THISANDFUTURE", "20251021T110000", "DURATION:PT1H\r\n");
        String once = change("20251103T100000", "", "20251105T080000", "");
        String ended = change("20251117T100000", ";RANGE=THISANDFUTURE", "20251117T100000", "STATUS:CANCELLED\r\n");
        List<Found> items = read(ended, WEEKLY, once, later);
        assertThat(shown(items))
                .containsExactly(
                        "Weekly 2025-10-06T10:00 2025-10-06T10:30",
                        "Weekly 2025-10-13T10:00 2025-10-13T10:30",
                        "Changed 2025-10-21T11:00 2025-10-21T12:00",
                        "Changed 2025-10-28T11:00 2025-10-28T12:00", // clocks have changed
                        "Changed 2025-11-05T08:00 ",
                        "Changed 2025-11-11T11:00 2025-11-11T12:00");
        assertThat(items).extracting(Found::id).doesNotHaveDuplicates().contains("u/2025-10-27T09:00:00Z");
    }

    @Test
    void a_change_that_began_long_ago_still_counts_and_the_last_one_most() throws FetchException {
        String weekly = WEEKLY.replace("20251006T", "20240102T");
        String first = change("20240109T100000", ";RANGE=THISANDFUTURE", "20240109T120000", "");
        String second = change("20240116T100000", ";range=thisandfuture", "20240115T090000", "");
        assertThat(shown(read(weekly, second, first)))
                .startsWith("Changed 2025-10-06T09:00 ", "Changed 2025-10-13T09:00 ");
    }

    @Test
    void a_change_may_be_to_whole_days_and_back() throws FetchException {
        String days = "BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Day\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:"
                + "20251110T100000\r\nDTSTART;VALUE=DATE:20251111\r\nEND:VEVENT\r\n";
        assertThat(shown(read(WEEKLY, days))).endsWith("Day 2025-11-11 ", "Day 2025-11-18 ", "Day 2025-11-25 ");
    }

    /** A zone whose description takes milliseconds for each time, and a million times; a million parameters; and so on. */
    @Test
    void what_would_take_for_ever_ends_in_seconds() {
        String observance =
                "BEGIN:STANDARD\r\nDTSTART:19010101T000000\r\nRRULE:FREQ=DAILY\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n";
        String zone = "BEGIN:VTIMEZONE\r\nTZID:Slow\r\n" + observance.repeat(100) + "END:VTIMEZONE";
        String times = "20251110T090000,".repeat(400_000);
        String[] events = {
            "DTSTART;TZID=Slow:20251101T090000\r\nRRULE:FREQ=DAILY\r\nEXDATE;TZID=Slow:" + times,
            "DTSTART;TZID=Slow:20251101T090000\r\nRDATE;TZID=Slow:" + times,
            "DTSTART;TZID=Slow:20250101T090000\r\nRRULE:FREQ=DAILY;UNTIL=20301231T000000Z",
            "DTSTART:20251101T090000Z\r\nRRULE:FREQ=DAILY\r\n" + "X-A:b\r\n".repeat(400_000) + "X-A:b",
            "DTSTART:20251101T090000Z\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:" + "<b>x ".repeat(1_000_000),
            "DTSTART" + ";A=b".repeat(1_000_000) + ":20251101T090000Z",
            "DTSTART" + ";A=\"b\"\"c\"".repeat(500_000) + ":20251101T090000Z",
        };
        for (String event : events) {
            long began = System.nanoTime();
            String outcome;
            try {
                Patience little = new Patience(Duration.ofMillis(200));
                outcome = read(little, zone, "BEGIN:VEVENT", "UID:u", "SUMMARY:S", event, "END:VEVENT")
                                .size() + " items";
            } catch (FetchException e) {
                outcome = String.valueOf(e.getMessage());
            }
            assertThat(outcome)
                    .as(event.substring(0, 60))
                    .matches("\\d{1,4} items|its recurring events take too long to work out");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as(event.substring(0, 60))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
