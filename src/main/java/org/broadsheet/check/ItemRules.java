package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.edition.InlineMarkdown;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Goes through the texts of entries; their links were judged when they were read. */
final class ItemRules {
    private final LinkRules links;

    ItemRules(LinkRules links) {
        this.links = links;
    }

    void check(Item item, Problems problems) {
        Position at = item.at();
        Placeholders.inTitle(item.title()).forEach(finding -> report(at, finding, problems));
        for (String text : texts(item)) {
            Problems own = new Problems();
            InlineMarkdown markdown = InlineMarkdown.parse(text);
            if (!markdown.whole()) {
                String message = "emphasis or links of the entry stand too deep in each other, or are too many";
                own.error("nested-too-deeply", at, message, "is a mark of emphasis not closed?");
            }
            markdown.document().accept(new ProseRules(at.file(), links.reportingTo(own), own));
            // The text has places of its own; an entry has only one.
            own.list()
                    .forEach(problem -> problems.add(
                            new Problem(problem.severity(), problem.rule(), at, problem.message(), problem.hint())));
        }
    }

    private static void report(Position at, Placeholders.Finding finding, Problems problems) {
        String message = "'" + finding.words() + "' is still to be done";
        problems.error(finding.link() ? "placeholder-link" : "todo", at, message, "finish it");
    }

    private static List<String> texts(Item item) {
        if (item instanceof Item.Post post) {
            return texts(post.image(), post.authors(), post.summary(), post.organisation(), post.publication());
        }
        if (item instanceof Item.Talk talk) {
            return texts(null, talk.speakers(), talk.summary(), talk.organisation(), talk.track());
        }
        if (item instanceof Item.Person person) {
            return texts(person.image(), List.of(), person.role(), person.organisation(), person.why());
        }
        if (item instanceof Item.Photo photo) {
            return texts(photo.image(), List.of());
        }
        if (item instanceof Item.Theme theme) {
            return texts(null, List.of(), theme.detail());
        }
        if (item instanceof Item.Event event) {
            return texts(null, List.of(), event.place(), event.summary());
        }
        if (item instanceof Item.Release release) {
            return texts(null, List.of(), release.headline());
        }
        Item.Change change = (Item.Change) item;
        return texts(null, List.of(), change.author(), change.area());
    }

    private static List<String> texts(Item.@Nullable Image image, List<String> names, @Nullable String... others) {
        List<String> texts = new ArrayList<>(names);
        Stream.of(others).flatMap(Stream::ofNullable).forEach(texts::add);
        if (image != null) {
            Stream.of(image.alt(), image.caption(), image.credit())
                    .flatMap(Stream::ofNullable)
                    .forEach(texts::add);
        }
        return texts;
    }
}
