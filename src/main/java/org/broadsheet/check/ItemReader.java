package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.edition.InlineMarkdown;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/** Goes through an entry of a block and sorts what it says. All of it has the place of the entry. */
final class ItemReader {
    // A pair at a time, so that a backslash behind a backslash is none for what follows. In the target of a link
    // nothing follows so.
    private static final Pattern ESCAPED =
            Pattern.compile("\\\\(?:(\\](?=\\s*[(\\[\\\\])|\\[(?=\\^))|.)", Pattern.DOTALL);

    private ItemReader() {}

    static void read(Item item, Matter matter) {
        matter.items().add(item);
        Position at = item.at();
        if (!(item instanceof Item.Photo)) {
            matter.passages().add(Passage.of(Passage.Kind.TITLE, at, item.title()));
        }
        for (String url : urls(item)) {
            matter.links().add(new LinkUse(at, url, null, LinkUse.Origin.ENTRY));
        }
        for (String text : texts(item)) {
            InlineMarkdown markdown = InlineMarkdown.parse(withoutBracketsOnPurpose(text));
            markdown.document().accept(new ProseReader(at.file(), matter, unknown -> at));
            if (!markdown.whole()) {
                matter.tangled().add(at);
            }
        }
        Item.Image image = image(item);
        if (image != null) {
            matter.pictures().add(new PictureUse(image.at(), image.src(), image.alt()));
        }
    }

    /** A bracket behind a backslash was never meant to begin or end a link: drafts write so what sources have as plain text. */
    private static String withoutBracketsOnPurpose(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPED.matcher(text)
                        .replaceAll(pair -> pair.group(1) == null
                                ? Matcher.quoteReplacement(pair.group())
                                : String.valueOf(Passage.OPAQUE));
    }

    /** The names of people in it. */
    static List<String> people(Item item) {
        if (item instanceof Item.Post post) {
            return post.authors();
        }
        if (item instanceof Item.Talk talk) {
            return talk.speakers();
        }
        return item instanceof Item.Person person ? List.of(person.name()) : List.of();
    }

    static @Nullable String organisation(Item item) {
        if (item instanceof Item.Post post) {
            return post.organisation();
        }
        if (item instanceof Item.Talk talk) {
            return talk.organisation();
        }
        return item instanceof Item.Person person ? person.organisation() : null;
    }

    static Item.@Nullable Image image(Item item) {
        if (item instanceof Item.Post post) {
            return post.image();
        }
        if (item instanceof Item.Person person) {
            return person.image();
        }
        return item instanceof Item.Photo photo ? photo.image() : null;
    }

    private static List<String> urls(Item item) {
        if (item instanceof Item.Post post) {
            return present(post.url());
        }
        if (item instanceof Item.Talk talk) {
            return present(talk.url(), talk.recording(), talk.slides());
        }
        if (item instanceof Item.Person person) {
            return present(person.url());
        }
        if (item instanceof Item.Event event) {
            return present(event.url());
        }
        if (item instanceof Item.Release release) {
            return present(release.url());
        }
        return item instanceof Item.Change change ? present(change.url()) : List.of();
    }

    private static List<String> texts(Item item) {
        List<String> texts = new ArrayList<>(people(item));
        if (item instanceof Item.Person) {
            texts.clear(); // the name is its title
        }
        texts.addAll(present(organisation(item)));
        texts.addAll(more(item));
        Item.Image image = image(item);
        if (image != null) {
            texts.addAll(present(image.alt(), image.caption(), image.credit()));
        }
        return texts;
    }

    private static List<String> more(Item item) {
        if (item instanceof Item.Post post) {
            return present(post.summary(), post.publication());
        }
        if (item instanceof Item.Talk talk) {
            return present(talk.summary(), talk.track());
        }
        if (item instanceof Item.Person person) {
            return present(person.role(), person.why());
        }
        if (item instanceof Item.Theme theme) {
            return present(theme.detail());
        }
        if (item instanceof Item.Event event) {
            return present(event.place(), event.summary());
        }
        if (item instanceof Item.Release release) {
            return present(release.headline());
        }
        return item instanceof Item.Change change ? present(change.author(), change.area()) : List.of();
    }

    private static List<String> present(@Nullable String... texts) {
        return Stream.of(texts).flatMap(Stream::ofNullable).toList();
    }
}
