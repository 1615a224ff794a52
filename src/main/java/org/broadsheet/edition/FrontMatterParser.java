package org.broadsheet.edition;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.edition.FrontMatter.Approval;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Target;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a front matter. */
final class FrontMatterParser {
    private static final String ADDRESS = "an address such as Istio Community <recap@istio.example>";

    private final YamlMap map;
    private final Problems problems;
    private final Defaults defaults;

    FrontMatterParser(YamlMap map, Defaults defaults) {
        this.map = map;
        this.problems = map.problems();
        this.defaults = defaults;
    }

    /**
     * @param id of the edition; may begin with its date
     * @param heading the title that the text itself has, if it has one
     * @return null when a key is missing or wrong that nothing can stand in for
     */
    @Nullable
    FrontMatter parse(String id, @Nullable String heading) {
        String written = map.optionalText("title");
        refuseSlots("title", written);
        String name = map.optionalText("name");
        String title = first(written, heading, name, defaults.name(), id);
        name = first(name, defaults.name(), title);
        String subject = slotted("subject");
        String list = list();
        MailAddress from = from();
        FrontMatter front = list == null || from == null
                ? null
                : new FrontMatter(
                        name,
                        list,
                        from,
                        address("reply-to"),
                        template(),
                        map.optionalText("schedule"),
                        zone(),
                        topics(),
                        approval(),
                        map.bool("skip-if-empty", true),
                        subject == null ? title : subject,
                        title,
                        slotted("preheader"),
                        language(),
                        date(id),
                        map.optionalText("place", "location"),
                        archive());
        if (front == null) {
            readTheRest();
        }
        map.warnOfOthers("Broadsheet does not use it");
        return front;
    }

    /** So that one mistake does not hide the others, nor make every other key unknown. */
    private void readTheRest() {
        address("reply-to");
        template();
        map.optionalText("schedule");
        zone();
        topics();
        approval();
        map.bool("skip-if-empty", true);
        slotted("preheader");
        language();
        date("");
        map.optionalText("place", "location");
        archive();
    }

    private @Nullable String list() {
        String list = map.optional(
                value -> value.parsed(
                        "a list's name of letters, digits and hyphens",
                        text -> matching("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", text)),
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

    private String template() {
        String template = map.optional(
                value -> value.parsed(
                        "the name of a folder under templates/",
                        text -> matching("[A-Za-z0-9][A-Za-z0-9_-]{0,63}", text)),
                "template");
        return template == null ? "recap" : template;
    }

    private ZoneId zone() {
        // An unknown zone must never become GMT silently.
        ZoneId zone = map.optional(
                value -> value.parsed("a time zone such as Europe/Amsterdam", ZoneId::of), "zone", "timezone");
        return zone == null ? ZoneOffset.UTC : zone;
    }

    /** What goes out by itself is looked at first, unless the digest says otherwise. */
    private Approval approval() {
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
        return date == null && id.matches("\\d{4}-\\d\\d-\\d\\d(\\D.*|)") ? dayOrNull(id) : date;
    }

    private static @Nullable LocalDate dayOrNull(String id) {
        try {
            return day(id.substring(0, 10));
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
                value -> value.parsed("an http or https URL", text -> {
                    boolean good = Target.of(text) == Target.GOOD && text.startsWith("http");
                    return matching(good ? ".*" : "(?!)", text);
                }),
                "archive");
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
