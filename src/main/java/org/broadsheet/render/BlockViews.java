package org.broadsheet.render;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.edition.Content.Block;
import org.broadsheet.source.Item;
import org.broadsheet.source.Item.Change;
import org.broadsheet.source.Item.Chart;
import org.broadsheet.source.Item.Event;
import org.broadsheet.source.Item.Person;
import org.broadsheet.source.Item.Photo;
import org.broadsheet.source.Item.Post;
import org.broadsheet.source.Item.Release;
import org.broadsheet.source.Item.Talk;
import org.broadsheet.source.Item.TalkFormat;
import org.broadsheet.source.Item.Theme;
import org.jspecify.annotations.Nullable;

/** What templates see of blocks: dates written out, names joined, entries grouped. */
final class BlockViews {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Pattern SAYS_WHAT_IT_IS = Pattern.compile(
            "[:：©]|^(photo|foto|写真|照片|摄影|صورة|تصوير|image|picture|drawing|illustration|courtesy|by |\\(c\\))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Words written;
    private final Words said;
    private final Locale content;
    private final Markup markup;
    private final Pictures pictures;
    private final EventFiles events;
    private final String accent;
    private final @Nullable ZoneId zone;
    private final Set<String> saidToBePending = new HashSet<>();

    /** @param accent readable on white; @param zone of events that have a time and no zone of their own; null when nobody named one */
    BlockViews(
            Languages languages,
            Markup markup,
            Pictures pictures,
            EventFiles events,
            String accent,
            @Nullable ZoneId zone) {
        this.written = languages.written();
        this.said = languages.said();
        this.content = languages.content();
        this.markup = markup;
        this.pictures = pictures;
        this.events = events;
        this.accent = accent;
        this.zone = zone;
    }

    /** @param topic of the section, by which readers may leave it out */
    View.ContentView view(Block block, String topic) {
        String title = block.title();
        return switch (block.kind()) {
            case ITEMS -> Contents.of(new View.Items(title, all(block, Post.class, this::post)));
            case TALKS -> Contents.of(talks(title, all(block, Talk.class, talk -> talk), topic));
            case PEOPLE -> Contents.of(new View.People(title, all(block, Person.class, this::person)));
            case PHOTOS ->
                Contents.of(new View.Photos(
                        title, new PhotoRows(pictures, this::picture).rows(all(block, Photo.class, photo -> photo))));
            case THEMES -> Contents.of(new View.Themes(title, themes(all(block, Theme.class, theme -> theme))));
            case EVENTS -> Contents.of(new View.Events(title, all(block, Event.class, this::event)));
            case RELEASES -> Contents.of(new View.Releases(title, all(block, Release.class, this::release)));
            case CHART -> Contents.of(new View.Charts(title, all(block, Chart.class, chart -> chart(chart, title))));
            case CHANGES -> Contents.of(changes(title, all(block, Change.class, change -> change)));
        };
    }

    private static <I extends Item, V> List<V> all(Block block, Class<I> type, Function<I, V> view) {
        return block.items().stream().map(type::cast).map(view).toList();
    }

    private View.PostView post(Post post) {
        String authors = orNull(written.join(post.authors()));
        String date = post.date() == null ? null : written.date(post.date());
        return new View.PostView(
                post.title(),
                post.url(),
                post.summary() == null ? null : markup.inline(post.summary(), post.at()),
                authors,
                post.organisation(),
                date,
                dotted(post.publication(), authors, post.organisation(), date, orNull(String.join(", ", post.tags()))),
                post.image() == null ? null : picture(post.image(), Pictures.Box.POST),
                post.tags());
    }

    private View.Talks talks(@Nullable String title, List<Talk> talks, String topic) {
        boolean nonePublished = talks.stream().filter(BlockViews::isRecorded).allMatch(talk -> talk.recording() == null)
                && talks.stream().anyMatch(BlockViews::isRecorded);
        boolean byTrack = talks.stream().anyMatch(talk -> talk.track() != null);
        boolean byDay = !byTrack && talks.stream().map(Talk::date).distinct().count() > 1;
        Function<Talk, String> group = talk -> byTrack
                ? Objects.requireNonNullElse(talk.track(), "")
                : byDay && talk.date() != null ? written.date(talk.date()) : "";
        Map<String, List<View.TalkView>> groups = new LinkedHashMap<>();
        if (talks.stream().map(group).anyMatch(String::isEmpty)) {
            groups.put("", new ArrayList<>());
        }
        talks.forEach(talk -> groups.computeIfAbsent(group.apply(talk), unused -> new ArrayList<>())
                .add(talk(talk, nonePublished, byDay)));
        List<View.TalkGroup> views = groups.entrySet().stream()
                .map(entry -> new View.TalkGroup(orNull(entry.getKey()), tag(title), entry.getValue()))
                .toList();
        return new View.Talks(title, views, nonePublished && isNews(topic));
    }

    /** That recordings are still to come is said to nobody twice. */
    private boolean isNews(String topic) {
        return !saidToBePending.contains(EditionViews.ALWAYS_SHOWN) && saidToBePending.add(topic);
    }

    /** Nobody waits for the recording of a poster. */
    private static boolean isRecorded(Talk talk) {
        return talk.format() != TalkFormat.POSTER;
    }

    private View.TalkView talk(Talk talk, boolean nonePublished, boolean byDay) {
        String speakers = orNull(written.join(talk.speakers()));
        String date = talk.date() == null || byDay ? null : written.date(talk.date());
        return new View.TalkView(
                talk.title(),
                talk.url() != null ? talk.url() : talk.recording(),
                talk.url(),
                speakers,
                talk.organisation(),
                dotted(speakers, talk.organisation(), date),
                format(talk.format()),
                talk.recording(),
                talk.slides(),
                talk.summary() == null ? null : markup.inline(talk.summary(), talk.at()),
                talk.recording() == null && isRecorded(talk) && !nonePublished);
    }

    private @Nullable String format(TalkFormat format) {
        return switch (format) {
            case TALK -> null;
            case LIGHTNING -> said.say("lightning_talk");
            case KEYNOTE, POSTER, PANEL, WORKSHOP -> said.say(format.name().toLowerCase(Locale.ROOT));
        };
    }

    private View.PersonView person(Person person) {
        String name = person.name().strip();
        String initial = name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
        return new View.PersonView(
                person.name(),
                initial.toUpperCase(content),
                person.role(),
                person.organisation(),
                person.why() == null ? null : markup.inline(person.why(), person.at()),
                person.url(),
                person.image() == null ? null : picture(person.image(), Pictures.Box.PERSON));
    }

    private View.Picture picture(Item.Image image, Pictures.Box box) {
        String caption = image.caption() == null ? null : markup.inline(image.caption(), image.at());
        return pictures.picture(image.at(), image.src(), image.alt(), box, caption, credit(image.credit()));
    }

    /** A name alone is said to be the photographer's; what says so by itself stays as it is. */
    private @Nullable String credit(@Nullable String credit) {
        return credit == null || SAYS_WHAT_IT_IS.matcher(credit).find()
                ? credit
                : written.say("credit", Map.of("name", written.apart(credit)));
    }

    private List<View.ThemeView> themes(List<Theme> themes) {
        return IntStream.range(0, themes.size())
                .mapToObj(i -> {
                    String detail = themes.get(i).detail();
                    return new View.ThemeView(
                            themes.size() == 1 ? null : i + 1,
                            themes.get(i).title(),
                            detail == null
                                    ? null
                                    : markup.inline(detail, themes.get(i).at()));
                })
                .toList();
    }

    private View.EventView event(Event event) {
        LocalDate from = event.date();
        LocalDate until = event.until() == null ? from : event.until();
        boolean inOneMonth = !until.equals(from) && from.withDayOfMonth(1).equals(until.withDayOfMonth(1));
        return new View.EventView(
                event.title(),
                event.url(),
                inOneMonth ? number(from) + "–" + number(until) : number(from),
                written.month(from, until),
                written.days(from, until),
                when(event),
                event.place(),
                event.summary() == null ? null : markup.inline(event.summary(), event.at()),
                events.link(event));
    }

    private @Nullable String when(Event event) {
        if (event.time() == null) {
            return null;
        }
        boolean ends = event.untilTime() != null && event.until() == null;
        String time = TIME.format(event.time()) + (ends ? "–" + TIME.format(event.untilTime()) : "");
        ZoneId shown = event.zone() == null ? zone : event.zone();
        return shown == null ? time : time + " " + shown.getId().replace('_', ' ');
    }

    private View.ChartView chart(Chart chart, @Nullable String title) {
        int widest = chart.points().stream()
                .mapToInt(point -> Columns.width(point.label()))
                .max()
                .orElse(0);
        List<View.PointView> points = chart.points().stream()
                .map(point -> new View.PointView(
                        point.label(),
                        " ".repeat(Math.max(0, Math.min(40, widest) - Columns.width(point.label())) + 2),
                        ChartDrawing.number(point.value(), content)))
                .toList();
        View.Picture picture = pictures.drawn(
                chart.at(),
                ChartDrawing.what(chart, accent, content),
                () -> ChartDrawing.svg(chart, accent, content),
                ChartDrawing.WIDTH,
                described(chart, points));
        if (picture != null) {
            ChartDrawing.missing(chart).ifPresent(letter -> pictures.missingGlyph(chart.at(), letter));
        }
        return new View.ChartView(chart.title(), tag(title), chart.unit(), picture, points);
    }

    /** What a chart says, to those who do not see it. */
    private static String described(Chart chart, List<View.PointView> points) {
        if (chart.alt() != null) {
            return chart.alt();
        }
        String unit = chart.unit() == null ? "" : " (" + chart.unit() + ")";
        return chart.title() + unit + ": "
                + points.stream()
                        .map(point -> point.label() + " " + point.value())
                        .collect(Collectors.joining("; "));
    }

    private View.ReleaseView release(Release release) {
        return new View.ReleaseView(
                release.project(),
                release.version(),
                release.date() == null ? null : written.date(release.date()),
                release.headline() == null ? null : markup.inline(release.headline(), release.at()),
                release.url());
    }

    private View.Changes changes(@Nullable String title, List<Change> changes) {
        Map<String, List<View.ChangeView>> groups = new LinkedHashMap<>();
        if (changes.stream().anyMatch(change -> change.area() == null)) {
            groups.put("", new ArrayList<>());
        }
        for (Change change : changes) {
            groups.computeIfAbsent(Objects.requireNonNullElse(change.area(), ""), unused -> new ArrayList<>())
                    .add(new View.ChangeView(
                            change.title(),
                            change.url(),
                            number(change),
                            change.author() == null ? null : written.apart(change.author()),
                            change.firstContribution()));
        }
        List<String> firstTimers = changes.stream()
                .filter(Change::firstContribution)
                .map(Change::author)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        List<View.ChangeGroup> views = groups.entrySet().stream()
                .map(group -> new View.ChangeGroup(orNull(group.getKey()), tag(title), group.getValue()))
                .toList();
        String thanks = firstTimers.isEmpty()
                ? null
                : said.count("thanks", firstTimers.size(), Map.of("names", said.join(firstTimers)));
        return new View.Changes(title, views, thanks);
    }

    /** Of the headings within a block, so that no level is left out. */
    private static String tag(@Nullable String title) {
        return title == null ? "h3" : "h4";
    }

    private static @Nullable String number(Change change) {
        String number = change.number();
        return number != null && number.matches("\\d+") ? "#" + number : number;
    }

    private static String number(LocalDate date) {
        return String.valueOf(date.getDayOfMonth());
    }

    private @Nullable String dotted(@Nullable String... parts) {
        return orNull(Stream.of(parts)
                .flatMap(Stream::ofNullable)
                .filter(part -> !part.isBlank())
                .map(written::apart)
                .collect(Collectors.joining(" · ")));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
