package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.source.ItemParser;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final FrontMatter FRONT =
            Workspace.edition(Workspace.FRONT.formatted("Hi") + "Text\n").front();

    @Test
    void a_time_in_a_zone_is_the_same_moment_everywhere() throws Exception {
        VEvent read = read("""
                - title: Istio Day
                  date: 2026-03-29T09:00
                  until: 2026-03-29T17:30
                  zone: Europe/Amsterdam
                  place: Hall 7, RAI; Amsterdam
                  url: https://istio.example/day?a=1&b=2
                  summary: "All about *mesh*, and \\\\ more"
                """);
        assertThat(value(read, Property.DTSTART)).isEqualTo("20260329T070000Z"); // the first day of summer time
        assertThat(value(read, Property.DTEND)).isEqualTo("20260329T153000Z");
        assertThat(value(read, Property.DTSTAMP)).isEqualTo("20251120T000000Z");
        assertThat(value(read, Property.SUMMARY)).isEqualTo("Istio Day");
        assertThat(value(read, Property.LOCATION)).isEqualTo("Hall 7, RAI; Amsterdam");
        assertThat(value(read, Property.DESCRIPTION)).isEqualTo("All about mesh, and \\ more");
        assertThat(value(read, Property.URL)).isEqualTo("https://istio.example/day?a=1&b=2");
        assertThat(value(read, Property.ORGANIZER)).isEqualTo("mailto:recap@istio.example");
        assertThat(value(read, Property.UID)).matches("[0-9a-f]{32}@istio\\.example");
    }

    @Test
    void whole_days_end_on_the_day_after() throws Exception {
        VEvent one = read("- title: A\n  date: 2026-12-31\n");
        assertThat(value(one, Property.DTSTART)).isEqualTo("20261231");
        assertThat(value(one, Property.DTEND)).isEqualTo("20270101");
        VEvent several = read("- title: A\n  date: 2026-03-23\n  until: 2026-03-26\n  time: 09:00\n");
        assertThat(value(several, Property.DTSTART)).isEqualTo("20260323");
        assertThat(value(several, Property.DTEND)).isEqualTo("20260327");
    }

    @Test
    void a_time_in_no_zone_is_that_time_wherever_the_reader_is() throws Exception {
        assertThat(value(read("- title: A\n  date: 2026-03-23T09:00\n"), Property.DTSTART))
                .isEqualTo("20260323T090000");
        assertThat(new String(file("- title: A\n  date: 2026-03-23T09:00\n", ZoneId.of("Asia/Tokyo"))))
                .contains("DTSTART:20260323T000000Z\r\n")
                .doesNotContain("DTEND");
    }

    @Test
    void lines_have_at_most_75_octets_and_characters_stay_whole() throws Exception {
        String title = "メッシュの日 🎉 ".repeat(40).strip();
        byte[] file = file("- title: " + title + "\n  date: 2026-03-23\n", null);
        for (String line : new String(file, StandardCharsets.UTF_8).split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
        }
        assertThat(value(event(file), Property.SUMMARY)).isEqualTo(title);
    }

    @Test
    void nothing_that_is_written_becomes_a_line_of_its_own() throws Exception {
        Item.Event event = new Item.Event(
                new Position("a.md", 1, 1),
                "A\nEND:VEVENT\r\nBEGIN:VALARM\u0085X\u2028Y",
                "https://a.example/\r\nx",
                LocalDate.of(2026, 3, 23),
                null,
                null,
                null,
                null,
                "B\r\nATTENDEE:mailto:a@b.example",
                "C");
        byte[] file = CalendarFile.of(event, FRONT, null);
        assertThat(new String(file, StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("END:VEVENT")))
                .hasSize(1);
        assertThat(new String(file, StandardCharsets.UTF_8).lines())
                .noneMatch(line -> line.startsWith("ATTENDEE") || line.startsWith("BEGIN:VALARM"));
        assertThat(calendar(file).getComponents()).hasSize(1);
    }

    @Test
    void an_event_keeps_its_identity_from_edition_to_edition() throws Exception {
        String uid = value(read("- title: A\n  date: 2026-03-23\n"), Property.UID);
        assertThat(value(read("- title: A\n  date: 2026-03-23T10:00\n  place: Moved\n"), Property.UID))
                .isEqualTo(uid);
        assertThat(value(read("- title: A\n  date: 2026-03-24\n"), Property.UID))
                .isNotEqualTo(uid);
        assertThat(file("- title: A\n  date: 2026-03-23\n", null))
                .isEqualTo(file("- title: A\n  date: 2026-03-23\n", null));
    }

    private static VEvent read(String yaml) throws IOException, ParserException {
        return event(file(yaml, null));
    }

    private static Calendar calendar(byte[] file) throws IOException, ParserException {
        return new CalendarBuilder().build(new ByteArrayInputStream(file));
    }

    private static VEvent event(byte[] file) throws IOException, ParserException {
        Calendar calendar = calendar(file);
        assertThat(calendar.validate().getEntries()).isEmpty();
        assertThat(calendar.getProperty(Property.METHOD).orElseThrow().getValue())
                .isEqualTo("PUBLISH");
        return calendar.<VEvent>getComponents().get(0);
    }

    private static String value(VEvent event, String name) {
        return event.getProperty(name).orElseThrow().getValue();
    }

    private static byte[] file(String yaml, @org.jspecify.annotations.Nullable ZoneId zone) {
        Problems problems = new Problems();
        List<Item> items = ItemParser.parse(BlockKind.EVENTS, new Position("a.md", 1, 1), yaml, problems);
        return CalendarFile.of((Item.Event) items.get(0), FRONT, zone);
    }
}
