package org.broadsheet.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Tracking;
import org.broadsheet.text.Target;
import org.jspecify.annotations.Nullable;

/** Makes items of a feed, whatever it is written in. */
final class FeedReader {
    private static final int MOST = 2000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LONGEST_TITLE = 100;

    private FeedReader() {}

    /**
     * The first entries, which are the newest; fewer of them where their texts take too long, which is told.
     *
     * @param remark who is told
     * @throws FetchException when it is no feed, with a message that says why
     */
    static List<Found> read(Outside.Document document, Consumer<String> remark) throws FetchException {
        return read(document, remark, new Patience(LONGEST));
    }

    static List<Found> read(Outside.Document document, Consumer<String> remark, Patience patience)
            throws FetchException {
        Stream<FeedEntry> entries =
                JsonFeed.isOne(document.bytes()) ? JsonFeed.read(document.bytes()) : XmlFeed.read(document);
        List<Found> items = new ArrayList<>();
        try {
            for (Iterator<FeedEntry> rest = entries.limit(MOST).iterator(); rest.hasNext(); ) {
                Found item = found(rest.next(), document.place());
                if (item != null) {
                    items.add(item);
                }
                patience.check();
            }
        } catch (Patience.Lost e) {
            remark.accept("its texts take more than " + LONGEST.toSeconds() + " s to read: only the first "
                    + items.size() + " entries are taken");
        }
        return items;
    }

    /** Null when there is nothing in it that could be shown. */
    private static @Nullable Found found(FeedEntry entry, String place) {
        String link = link(entry, place);
        String summary = FeedText.summary(entry.text());
        String title = title(entry, summary, link);
        if (title.isEmpty()) {
            return null;
        }
        Optional<ReleaseEntry> release = ReleaseEntry.of(entry, link);
        String shown = release.map(ReleaseEntry::headline)
                .orElseGet(() -> FeedText.summary(FeedText.withoutFirstHeadings(entry.text())));
        Found.Fields fields = new Found.Fields()
                .put("title", title)
                .put("url", link)
                .put("summary", shown.equals(title) || summary.equals(title) ? "" : shown)
                .put("authors", entry.authors())
                .put("project", release.map(ReleaseEntry::project).orElse(null))
                .put("version", release.map(ReleaseEntry::version).orElse(null))
                .put("publication", release.isEmpty() ? entry.feed() : ReleaseEntry.publication(entry.feed()))
                .put("tags", entry.tags())
                .put("kind", entry.isVideo() ? "video" : null);
        return new Found(identity(entry, link, title, summary), entry.published(), fields.map());
    }

    private static String title(FeedEntry entry, String summary, @Nullable String link) {
        String title = entry.title();
        if (!title.isBlank()) {
            return title.strip();
        }
        if (!summary.isEmpty()) {
            return FeedText.shortened(summary, LONGEST_TITLE); // a microblog
        }
        return Objects.requireNonNullElse(link, "");
    }

    private static @Nullable String link(FeedEntry entry, String place) {
        for (String base : List.of(entry.base(), place)) {
            for (String link : entry.links()) {
                String whole = FeedText.resolved(base, link);
                if (Target.of(whole) == Target.GOOD && whole.regionMatches(true, 0, "http", 0, 4)) {
                    return Tracking.without(whole);
                }
            }
        }
        return null;
    }

    /** Its id, else its link, else what it says. */
    private static String identity(FeedEntry entry, @Nullable String link, String title, String summary) {
        String id = entry.id().strip();
        if (!id.isEmpty()) {
            return Target.of(id) == Target.GOOD ? Tracking.without(id) : id;
        }
        return link == null ? Fingerprint.of(title, summary) : link;
    }

    static List<String> present(@Nullable String... texts) {
        return Stream.of(texts)
                .filter(text -> text != null && !text.isBlank())
                .map(Objects::requireNonNull)
                .map(String::strip)
                .toList();
    }
}
