package org.broadsheet.edition;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.edition.FrontMatter.Approval;
import org.broadsheet.mail.HeaderField;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.Segment;
import org.broadsheet.subscriber.SegmentParser;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Severity;
import org.broadsheet.text.Target;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a front matter. */
final class FrontMatterParser {
    private static final String ADDRESS = "an address such as Istio Community <recap@istio.example>";

    /** Stand-ins, so that the rest of a file can be checked. */
    private static final String SOME_LIST = "unknown";

    private static final MailAddress SOMEBODY =
            MailAddress.of("nobody@stand-in.invalid", "").orElseThrow();

    private static final Pattern DATED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(\\D.*|)", Pattern.DOTALL);

    private final YamlMap map;
    private final Problems problems;
    private final Defaults defaults;
    private final boolean digest;

    /** @param digest whether a schedule has an effect */
    FrontMatterParser(YamlMap map, Defaults defaults, boolean digest) {
        this.map = map;
        this.problems = map.problems();
        this.defaults = defaults;
        this.digest = digest;
    }

    /** @param usable false when stand-ins are in it for what is missing or wrong */
    record Read(FrontMatter front, boolean usable) {}

    /**
     * @param id of the edition; may begin with its date
     * @param heading the title that the text itself has, if it has one
     */
    Read parse(String id, @Nullable String heading) {
        String written = map.optionalText("title");
        refuseSlots("title", written);
        String name = map.optionalText("name");
        String title = first(written, heading, name, defaults.name(), id);
        name = first(name, defaults.name(), title);
        String subject = slotted("subject");
        String list = list();
        MailAddress from = from();
        int known = problems.list().size();
        Segment segment = segment();
        boolean segmentUnread = problems.list().size() > known;
        FrontMatter front = new FrontMatter(
                name,
                list == null ? SOME_LIST : list,
                from == null ? SOMEBODY : from,
                address("reply-to"),
                segment,
                template(),
                schedule(),
                map.optional(YamlValue::zone, "zone", "timezone"),
                timing(),
                topics(),
                approval(),
                map.bool("skip-if-empty", true),
                subject == null ? title : subject,
                title,
                slotted("preheader"),
                language(),
                date(id),
                map.optionalText("place", "location"),
                archive(),
                attach(),
                map.bool("calendar", true));
        map.warnOfOthers("Broadsheet does not use it");
        return new Read(front, list != null && from != null && !segmentUnread);
    }

    private @Nullable String list() {
        String list = map.optional(
                value -> value.parsed(
                        "the name of a mailing list: " + MailingList.NAMES,
                        text -> matching(MailingList.isName(text) ? ".*" : "(?!)", text)),
                "list");
        if (list == null && map.value("list") == null) {
            list = defaults.list();
            if (list == null) {
                problems.error("missing-key", map.at(), "'list' is missing", "name the mailing list that receives it");
            }
        }
        return list;
    }

    private @Nullable MailAddress from() {
        if (map.value("from", "sender") != null) {
            return address("from", "sender");
        }
        if (defaults.from() == null) {
            problems.error("missing-key", map.at(), "'from' is missing", "write from: Name <address@domain>");
        }
        return defaults.from();
    }

    private @Nullable MailAddress address(String key, String... aliases) {
        return map.optional(
                value -> value.parsed(
                        ADDRESS, text -> MailAddress.parse(text).orElseThrow(IllegalArgumentException::new)),
                key,
                aliases);
    }

    /** One that cannot be read is an error, so that the edition does not go to everybody instead. */
    private @Nullable Segment segment() {
        String text = map.optionalText("segment");
        if (text == null) {
            return null;
        }
        try {
            return SegmentParser.parse("segment", text);
        } catch (InputException refused) {
            for (Problem problem : refused.problems()) {
                String message = "'segment', character " + problem.at().column() + ": " + problem.message();
                problems.error(problem.rule(), map.at("segment"), message, problem.hint());
            }
            return null;
        }
    }

    private String template() {
        String template = map.optional(
                value -> value.parsed(
                        "the name of a folder under templates/",
                        text -> matching("[A-Za-z0-9][A-Za-z0-9_-]{0,63}", text)),
                "template");
        return template == null ? "recap" : template;
    }

    private @Nullable String schedule() {
        YamlValue value = map.value("schedule");
        String cron = value == null ? null : value.text();
        if (value != null && cron != null && !CronShape.matches(cron)) {
            String message = "'schedule' is not a cron expression: it has six or seven fields, and '?' for either the"
                    + " day of the month or the day of the week";
            Severity severity = digest ? Severity.ERROR : Severity.WARNING;
            problems.add(new Problem(
                    severity, "bad-schedule", value.at(), message, "write schedule: \"0 0 9 ? * MON\", for example"));
        }
        return cron;
    }

    private Timing timing() {
        Duration ahead = map.duration("draft-ahead", Duration.ZERO);
        if (ahead.compareTo(Timing.LONGEST_AHEAD) > 0) {
            Position at = map.at("draft-ahead");
            problems.error("bad-value", at, "'draft-ahead' must be at most 31d", "write draft-ahead: 2d, for example");
            ahead = Timing.LONGEST_AHEAD;
        }
        Timing.Late late = map.oneOf("late", Timing.Late.ASK);
        YamlValue days = map.value("skip-days");
        List<Timing.SkipEntry> entries = new ArrayList<>();
        for (YamlValue entry : days == null ? List.<YamlValue>of() : days.list()) {
            String text = entry.text();
            if (text != null && !text.isBlank()) {
                entries.add(new Timing.SkipEntry(entry.at(), text.strip()));
            }
        }
        return new Timing(ahead, late, entries);
    }

    /** What goes out by itself is looked at first, unless the digest says otherwise. */
    private Approval approval() {
        YamlValue given = map.value("approval");
        String word = given == null || !given.isText() ? null : given.text();
        if (given != null && "two-person".equals(word)) {
            String message =
                    "'approval: two-person' needs the console, which is not there yet: on the command line nobody can"
                            + " tell one person from another";
            problems.error("bad-value", given.at(), message, "write approval: required");
            return Approval.REQUIRED;
        }
        boolean byItself = map.value("schedule") != null;
        return map.oneOf("approval", byItself ? Approval.REQUIRED : Approval.AUTOMATIC);
    }

    Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        YamlMap written = map.map("topics");
        for (String key : written.keys()) {
            String title = written.text(key);
            if (!key.matches("[a-z0-9][a-z0-9_-]{0,39}")) {
                String message = "'" + key + "' cannot be the key of a topic";
                problems.error("bad-value", written.at(key), message, "use lower-case letters, digits and hyphens");
            } else if (!title.isEmpty()) {
                topics.put(key, title);
            }
        }
        return Collections.unmodifiableMap(topics);
    }

    private Locale language() {
        Locale language = map.optional(
                value -> value.parsed("a language such as en or pt-BR", FrontMatterParser::locale), "language", "lang");
        return language == null ? Locale.ENGLISH : language;
    }

    private static Locale locale(String text) {
        try {
            return new Locale.Builder()
                    .setLanguageTag(matching("[A-Za-z]{2,3}([_-].+)?", text).replace('_', '-'))
                    .build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private @Nullable LocalDate date(String id) {
        LocalDate date =
                map.optional(value -> value.parsed("a date such as 2026-03-23", FrontMatterParser::day), "date");
        Matcher dated = DATED.matcher(id);
        if (!dated.matches()) {
            return date;
        }
        LocalDate named = dayOrNull(dated.group(1));
        if (named == null) {
            Position file = Position.wholeFile(map.at().file());
            String message = "the file's name begins with " + dated.group(1) + ", which is not a date";
            problems.warning("file-name", file, message, "rename the file");
        }
        return date == null ? named : date;
    }

    private static @Nullable LocalDate dayOrNull(String text) {
        try {
            return day(text);
        } catch (java.time.DateTimeException notADay) {
            return null;
        }
    }

    /** Other generators write a time behind the day. */
    private static LocalDate day(String text) {
        return LocalDate.parse(text.matches("\\d{4}-\\d\\d-\\d\\d[T ].*") ? text.substring(0, 10) : text);
    }

    private @Nullable String archive() {
        return map.optional(
                value -> value.parsed("an http or https URL of at most 900 characters", text -> {
                    boolean good = Target.of(text) == Target.GOOD
                            && text.startsWith("http")
                            && HeaderField.hasRoomFor(text)
                            && !Target.hasPassword(text);
                    return matching(good ? ".*" : "(?!)", text);
                }),
                "archive");
    }

    private List<AttachedFile> attach() {
        YamlValue value = map.value("attach", "attachments", "attachment");
        if (value == null || value.isNull()) {
            return List.of();
        }
        List<AttachedFile> files = new ArrayList<>();
        for (YamlValue entry : value.isList() ? value.list() : List.of(value)) {
            String path = entry.text();
            if (path != null && !path.isBlank()) {
                files.add(new AttachedFile(entry.at(), path.strip()));
            }
        }
        return List.copyOf(files);
    }

    private @Nullable String slotted(String key) {
        YamlValue value = map.value(key);
        String text = value == null ? null : value.text();
        if (value != null && text != null) {
            Slot.mistakes(text)
                    .forEach(mistake -> problems.error("unknown-slot", value.at(), mistake.message(), mistake.hint()));
        }
        return text == null || text.isEmpty() ? null : text;
    }

    private void refuseSlots(String key, @Nullable String text) {
        if (text != null && Slot.split(text).stream().anyMatch(Slot.Hole.class::isInstance)) {
            Position at = map.at(key);
            problems.error("slot-not-allowed", at, "'" + key + "' cannot hold a slot", "slots go into 'subject'");
        }
    }

    private static String matching(String pattern, String text) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return Objects.requireNonNull(texts[texts.length - 1]);
    }
}
