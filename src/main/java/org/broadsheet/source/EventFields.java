package org.broadsheet.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.text.Target;

/** What a block says of an event of a calendar. */
final class EventFields {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"'\\\\]{1,1000}");
    private static final Pattern MEETING = Pattern.compile("(?i)https?://(?:[\\w.-]*\\.)?(?:zoom\\.us|zoomgov\\.com"
            + "|meet\\.google\\.com|teams\\.microsoft\\.com|teams\\.live\\.com|webex\\.com|meet\\.jit\\.si|whereby\\.com"
            + "|gotomeet(?:ing)?\\.(?:me|com)|bluejeans\\.com|bigbluebutton\\.[a-z]+|hopin\\.com|riverside\\.fm)/.*");
    /** Behind it Google Calendar writes how to join. */
    private static final Pattern HOW_TO_JOIN = Pattern.compile("(?s)-::~:~::.*|──────────.*|_{20,}.*");

    /** Of one that is said to take longer nobody knows the end. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private EventFields() {}

    static Map<String, List<String>> of(IcsComponent event, IcsTime start, IcsZones zones) {
        String place = FeedText.plain(event.text("LOCATION"));
        String description = HOW_TO_JOIN.matcher(event.text("DESCRIPTION")).replaceAll("");
        Found.Fields fields = new Found.Fields()
                .put("title", FeedText.plain(event.text("SUMMARY")))
                .put("url", link(event))
                .put("place", URL.matcher(place).matches() ? "" : place)
                .put("summary", FeedText.summary(description))
                .put("tags", Stream.of(event.text("CATEGORIES").split(",")).toList());
        when(fields, start, end(event, start, zones), zones.fallback());
        return fields.map();
    }

    /** Where one takes part, else the page about it. */
    private static String link(IcsComponent event) {
        List<String> texts = Stream.of("CONFERENCE", "X-GOOGLE-CONFERENCE", "LOCATION", "DESCRIPTION", "URL")
                .map(event::text)
                .toList();
        Optional<String> meeting = texts.stream()
                .flatMap(EventFields::links)
                .filter(link -> MEETING.matcher(link).matches())
                .findFirst();
        return meeting.or(() -> links(event.text("URL")).findFirst())
                .or(() -> links(event.text("LOCATION")).findFirst())
                .filter(link -> Target.of(link) == Target.GOOD)
                .orElse("");
    }

    private static Stream<String> links(String text) {
        Matcher matcher = URL.matcher(text.replace("&amp;", "&"));
        return matcher.results().map(found -> found.group().replaceFirst("[.,;:)\\]]+$", ""));
    }

    /** In its own zone where that has a name; else, as in UTC (RFC 5545 §3.3.5, form 2), in that of the calendar. */
    private static void when(Found.Fields fields, IcsTime start, Optional<IcsTime> end, ZoneId fallback) {
        if (start.wholeDay()) {
            LocalDate first = start.local().toLocalDate();
            LocalDate last =
                    end.map(time -> time.local().toLocalDate().minusDays(1)).orElse(first); // its end is not part of it
            fields.put("date", first.toString()).put("until", last.isAfter(first) ? last.toString() : "");
            return;
        }
        ZoneId own = start.zone().id();
        ZoneId zone = own == null || own.equals(ZoneOffset.UTC) ? fallback : own;
        LocalDateTime begins = LocalDateTime.ofInstant(start.instant(), zone);
        String ends = end.filter(time -> time.instant().isAfter(start.instant()))
                .map(time -> TIME.format(LocalDateTime.ofInstant(time.instant(), zone)))
                .orElse("");
        fields.put("date", TIME.format(begins)).put("until", ends).put("zone", zone.getId());
    }

    /** Of an occurrence: as long behind its start as that of the event it belongs to. */
    private static Optional<IcsTime> end(IcsComponent event, IcsTime start, IcsZones zones) {
        Optional<IcsTime> first = event.first("DTSTART").flatMap(line -> IcsTime.one(line, zones));
        Optional<IcsTime> last = event.first("DTEND").flatMap(line -> IcsTime.one(line, zones));
        if (first.isPresent() && last.isPresent()) {
            Duration length = start.wholeDay()
                    ? Duration.between(first.get().local(), last.get().local())
                    : Duration.between(first.get().instant(), last.get().instant());
            return Optional.of(start.plus(length));
        }
        return event.first("DURATION")
                .flatMap(line -> length(line.value()))
                .filter(length -> !length.isNegative() && length.compareTo(LONGEST) <= 0)
                .map(start::plus);
    }

    private static Optional<Duration> length(String text) {
        try {
            String iso = text.strip().replaceFirst("^\\+", "");
            Matcher weeks = Pattern.compile("P(\\d{1,3})W").matcher(iso);
            return Optional.of(
                    weeks.matches() ? Duration.ofDays(7L * Integer.parseInt(weeks.group(1))) : Duration.parse(iso));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
