package org.broadsheet.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;
import org.broadsheet.text.Characters;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/**
 * What every {@code source} block may say.
 *
 * @param kind of the block that it becomes
 * @param title of that block; null when it has none
 * @param max entries that are taken at a time; what is left over waits for the next edition
 * @param age how old an item may be when it is taken
 * @param notBefore the day before which nothing is taken; null when none is given
 * @param empty what stands there when there is nothing new; null for nothing at all
 * @param timeout of one page; null for the usual one
 * @param optional whether an edition may go out without it when it cannot be had
 */
public record SourceOptions(
        BlockKind kind,
        @Nullable String title,
        int max,
        Duration age,
        @Nullable LocalDate notBefore,
        Selection selection,
        @Nullable String empty,
        @Nullable Duration timeout,
        boolean optional) {
    static final int MOST = 200;
    static final Duration AGE = Duration.ofDays(60);
    /** What would reach beyond the words, such as a fence, which swallows all that follows. */
    private static final Pattern BLOCK = Pattern.compile("^(?:`{3}|~{3}|#{1,6}(?:\\s|$)|\\[[^]]+]:)|<!--");

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration OLDEST = Duration.ofDays(3660);

    /** @param usualAge how old an item may be where the block does not say so */
    static SourceOptions read(YamlMap map, BlockKind usual, Duration usualAge) {
        Since since = map.optional(Since::read, "since");
        Duration timeout = map.optional(SourceOptions::timeout, "timeout");
        return new SourceOptions(
                kind(map, usual),
                map.optional(SourceOptions::title, "title"),
                map.number("max", MOST, 1, MOST),
                since == null || since.age() == null ? usualAge : since.age(),
                since == null ? null : since.day(),
                Selection.read(map),
                empty(map),
                timeout,
                map.bool("optional", false));
    }

    /** Nothing older than this is taken into an edition whose window ends then. */
    public Instant oldest(Instant to) {
        LocalDate day = notBefore;
        return day == null ? to.minus(age) : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static BlockKind kind(YamlMap map, BlockKind usual) {
        BlockKind kind = map.oneOf("as", usual);
        if (kind == BlockKind.CHART) {
            map.problems().error("bad-value", map.at("as"), "a source cannot become a chart", "leave 'as' out");
            return usual;
        }
        return kind;
    }

    /** It goes into the line of a fence. */
    private static @Nullable String title(YamlValue value) {
        return value.parsed("a title without \" and `", text -> {
            if (text.matches(".*[\"`].*") || Characters.firstForbidden(text).isPresent()) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    private static @Nullable Duration timeout(YamlValue value) {
        Duration duration = value.duration();
        boolean bad = duration != null && (duration.isZero() || duration.compareTo(LONGEST_WAIT) > 0);
        return bad ? value.bad("a duration of at most 1m") : duration;
    }

    private static @Nullable String empty(YamlMap map) {
        String words = map.optionalText("empty");
        if (words == null || words.equals("hide")) {
            return null;
        }
        if (words.matches("say \\S.*")) {
            String said = words.substring(4).strip();
            if (BLOCK.matcher(said).find()) {
                String message = "what 'empty' says begins a block or a heading, and is to be words";
                map.problems().error("bad-value", map.at("empty"), message, "write empty: say Nothing new this week.");
            }
            return said;
        }
        String message = "'empty' must be 'hide' or 'say' and what there is to say";
        map.problems().error("bad-value", map.at("empty"), message, "write empty: say Nothing new this week.");
        return null;
    }

    private record Since(@Nullable Duration age, @Nullable LocalDate day) {
        static @Nullable Since read(YamlValue value) {
            String text = Objects.requireNonNullElse(value.isText() ? value.text() : "", "");
            if (text.matches("\\d{4}-.*")) {
                LocalDate day = value.parsed("a date such as 2026-03-23", LocalDate::parse);
                return day == null ? null : new Since(null, day);
            }
            if (value.isText() && !text.matches("\\s*\\d+\\s*[a-z]+\\s*")) {
                return value.bad("a duration such as 30d, or a date such as 2025-11-01");
            }
            Duration age = value.duration();
            boolean bad = age != null && (age.isZero() || age.compareTo(OLDEST) > 0);
            return bad
                    ? value.bad("a duration such as 30d, of at most ten years, or a date")
                    : age == null ? null : new Since(age, null);
        }
    }
}
