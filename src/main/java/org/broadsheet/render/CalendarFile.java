package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.InlineMarkdown;
import org.broadsheet.edition.PlainText;
import org.broadsheet.source.Item.Event;
import org.jspecify.annotations.Nullable;

/** Writes an event as a calendar file (RFC 5545), for a reader's own calendar. */
final class CalendarFile {
    /** RFC 5546 §1.4: told to everybody, answered by nobody. */
    static final String TYPE = "text/calendar; charset=utf-8; method=PUBLISH";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final int LINE = 75; // octets, §3.1

    private final FrontMatter front;
    private final @Nullable ZoneId zone;
    private final StringBuilder out = new StringBuilder();

    private CalendarFile(FrontMatter front, @Nullable ZoneId zone) {
        this.front = front;
        this.zone = zone;
    }

    /** @param zone of an event that has a time and no zone of its own; null when nobody named one */
    static byte[] of(Event event, FrontMatter front, @Nullable ZoneId zone) {
        CalendarFile file = new CalendarFile(front, event.zone() == null ? zone : event.zone());
        file.write(event);
        return file.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Event event) {
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Broadsheet//EN");
        line("METHOD:PUBLISH");
        line("BEGIN:VEVENT");
        line("UID:" + uid(event));
        line("DTSTAMP:" + TIME.format(stamp(event)) + "Z");
        // RFC 5546 §3.2.1: what is published has somebody who publishes it
        line("ORGANIZER;CN=\"" + organizer() + "\":mailto:" + front.from().address());
        times(event);
        text("SUMMARY", event.title());
        text("LOCATION", event.place());
        text(
                "DESCRIPTION",
                event.summary() == null
                        ? null
                        : PlainText.of(InlineMarkdown.parse(event.summary()).document()));
        if (event.url() != null) {
            line("URL:" + event.url().strip().replaceAll("\\p{Cntrl}", ""));
        }
        line("TRANSP:" + (event.time() == null ? "TRANSPARENT" : "OPAQUE"));
        line("END:VEVENT");
        line("END:VCALENDAR");
    }

    /** The same in every edition that tells of the event, so that a calendar takes the later one in place of the earlier. */
    private String uid(Event event) {
        String domain = front.from().asciiDomain();
        String what = domain + "\0" + event.title() + "\0" + event.date();
        return Bundle.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + "@" + domain;
    }

    /** RFC 5545 §3.2: no quotation marks in a parameter. */
    private String organizer() {
        String name =
                front.from().name().isEmpty() ? front.name() : front.from().name();
        return name.replaceAll("[\\p{Cntrl}\"]", " ").strip();
    }

    /** When it was told (§3.8.7.2): the day of the edition, not the moment of rendering. */
    private LocalDateTime stamp(Event event) {
        LocalDate day = front.date() == null ? event.date() : front.date();
        return day.atStartOfDay();
    }

    private void times(Event event) {
        LocalDate last = event.until() == null ? event.date() : event.until();
        if (event.time() == null || (event.until() != null && event.untilTime() == null)) {
            line("DTSTART;VALUE=DATE:" + DAY.format(event.date()));
            line("DTEND;VALUE=DATE:" + DAY.format(last.plusDays(1))); // §3.6.1: the end is not part of it
            return;
        }
        line("DTSTART:" + moment(event.date(), event.time()));
        LocalTime end = event.untilTime();
        if (end != null && last.atTime(end).isAfter(event.date().atTime(event.time()))) {
            line("DTEND:" + moment(last, end));
        }
    }

    /** In UTC, which needs no rules of a zone; without a zone, wherever the reader is (§3.3.5, form 1). */
    private String moment(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        return zone == null
                ? TIME.format(local)
                : TIME.format(local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC)) + "Z";
    }

    /** §3.3.11. */
    private void text(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            String clean = value.strip().replaceAll("\\R", "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
            line(name + ":"
                    + clean.replace("\\", "\\\\")
                            .replace(";", "\\;")
                            .replace(",", "\\,")
                            .replace("\n", "\\n"));
        }
    }

    /** Folded between characters, none of which is torn apart. */
    private void line(String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int character = content.codePointAt(i);
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(character);
            octets += size;
            i += Character.charCount(character);
        }
        out.append("\r\n");
    }
}
