package org.broadsheet.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.broadsheet.fetch.Tracking;
import org.jspecify.annotations.Nullable;

/** An entry of a block that somebody wrote, as a source would have found it. */
public final class KnownItem {
    private final Item item;
    private final boolean isMarkdown;
    private final Found.Fields fields = new Found.Fields();

    private KnownItem(Item item, boolean isMarkdown) {
        this.item = item;
        this.isMarkdown = isMarkdown;
    }

    /**
     * All that the entry says.
     *
     * @param isMarkdown whether what blocks take for Markdown was written by people of the project, and stays so
     */
    public static Found.Fields fields(Item item, boolean isMarkdown) {
        KnownItem known = new KnownItem(item, isMarkdown);
        known.put();
        return known.fields;
    }

    /** The start of the day, or the minute, that it names; null when it names none. */
    public static @Nullable Instant at(Item item, ZoneId zone) {
        LocalDate date = date(item);
        if (date == null) {
            return null;
        }
        if (item instanceof Item.Event event && event.time() != null) {
            return date.atTime(event.time())
                    .atZone(event.zone() == null ? zone : event.zone())
                    .toInstant();
        }
        return date.atStartOfDay(zone).toInstant();
    }

    /** The page that it is about, without what tracks readers; empty when there is none. */
    public static String url(Item item) {
        String url = null;
        if (item instanceof Item.Post post) {
            url = post.url();
        } else if (item instanceof Item.Talk talk) {
            url = talk.url() == null ? talk.recording() : talk.url();
        } else if (item instanceof Item.Person person) {
            url = person.url();
        } else if (item instanceof Item.Photo photo) {
            url = photo.image().src();
        } else if (item instanceof Item.Event event) {
            url = event.url();
        } else if (item instanceof Item.Release release) {
            url = release.url();
        } else if (item instanceof Item.Change change) {
            url = change.url();
        }
        return url == null ? "" : Tracking.without(url);
    }

    /** What tells it from others where its page does not. */
    public static String name(Item item) {
        String more = item instanceof Item.Person person && person.role() != null ? person.role() : "";
        return Fingerprint.of(
                item.getClass().getSimpleName(),
                item.title().toLowerCase(Locale.ROOT),
                String.valueOf(date(item)),
                more);
    }

    private static @Nullable LocalDate date(Item item) {
        if (item instanceof Item.Post post) {
            return post.date();
        }
        if (item instanceof Item.Talk talk) {
            return talk.date();
        }
        if (item instanceof Item.Event event) {
            return event.date();
        }
        return item instanceof Item.Release release ? release.date() : null;
    }

    private void put() {
        LocalDate date = date(item);
        fields.put(Found.UNDATED, date == null ? "yes" : null);
        if (date != null && !(item instanceof Item.Event)) {
            fields.put("date", date.toString());
        }
        fields.put("title", item.title());
        if (item instanceof Item.Post post) {
            put(post);
        } else if (item instanceof Item.Talk talk) {
            put(talk);
        } else if (item instanceof Item.Person person) {
            put(person);
        } else if (item instanceof Item.Photo photo) {
            put(photo);
        } else if (item instanceof Item.Theme theme) {
            marked("summary", theme.detail());
        } else if (item instanceof Item.Event event) {
            put(event);
        } else if (item instanceof Item.Release release) {
            put(release);
        } else if (item instanceof Item.Change change) {
            put(change);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void put(Item.Post post) {
        fields.put("url", post.url())
                .put("authors", post.authors())
                .put("organisation", post.organisation())
                .put("publication", post.publication())
                .put("kind", post.kind() == Item.PostKind.POST ? null : word(post.kind()))
                .put("tags", post.tags());
        marked("summary", post.summary());
        picture("image", post.image());
    }

    private void put(Item.Talk talk) {
        fields.put("url", talk.url())
                .put("authors", talk.speakers())
                .put("organisation", talk.organisation())
                .put("format", talk.format() == Item.TalkFormat.TALK ? null : word(talk.format()))
                .put("track", talk.track())
                .put("recording", talk.recording())
                .put("slides", talk.slides())
                .put("kind", "talk");
        marked("summary", talk.summary());
    }

    private void put(Item.Person person) {
        fields.put("role", person.role())
                .put("organisation", person.organisation())
                .put("url", person.url())
                .put("kind", "person");
        marked("summary", person.why());
        picture("image", person.image());
    }

    private void put(Item.Photo photo) {
        Item.Image image = photo.image();
        fields.put("src", image.src()).put("alt", image.alt()).put("credit", image.credit());
        marked("caption", image.caption());
    }

    private void put(Item.Event event) {
        fields.put("url", event.url())
                .put("date", moment(event.date(), event.time()))
                .put("until", until(event))
                .put("zone", event.zone() == null ? null : event.zone().getId())
                .put("place", event.place())
                .put("kind", "event");
        marked("summary", event.summary());
    }

    private static @Nullable String until(Item.Event event) {
        LocalDate last = event.until();
        LocalTime time = event.untilTime();
        if (last == null && time == null) {
            return null;
        }
        return moment(last == null ? event.date() : last, time);
    }

    private static String moment(LocalDate date, @Nullable LocalTime time) {
        return time == null ? date.toString() : date.atTime(time).toString();
    }

    private void put(Item.Release release) {
        fields.put("project", release.project())
                .put("version", release.version())
                .put("url", release.url())
                .put("kind", "release");
        marked("summary", release.headline());
    }

    private void put(Item.Change change) {
        fields.put("url", change.url())
                .put("number", change.number())
                .put("authors", change.author() == null ? List.of() : List.of(change.author()))
                .put("area", change.area())
                .put("first-contribution", change.firstContribution() ? "true" : null)
                .put("kind", "change");
    }

    private void picture(String name, Item.@Nullable Image image) {
        if (image != null) {
            fields.put(name + ".src", image.src())
                    .put(name + ".alt", image.alt())
                    .put(name + ".credit", image.credit());
            marked(name + ".caption", image.caption());
        }
    }

    private void marked(String name, @Nullable String text) {
        if (isMarkdown) {
            fields.putMarkdown(name, text);
        } else {
            fields.put(name, text);
        }
    }
}
