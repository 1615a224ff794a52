package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Section;

/** What the templates of one medium see of an edition. Good for one view. */
final class EditionViews {
    /** In the place of a topic. */
    static final String ALWAYS_SHOWN = "";

    private static final int SHORT = 3; // sections, that need no table of contents
    private final Edition edition;
    private final Brand brand;
    private final Accent accent;
    private final Languages languages;
    private final Medium medium;
    private final Marks marks;
    private final Slots slots;
    private final Markup markup;
    private final Pictures pictures;
    private final BlockViews blocks;

    EditionViews(
            Edition edition,
            Brand brand,
            Accent accent,
            Languages languages,
            Medium medium,
            Marks marks,
            Slots slots,
            Markup markup,
            Pictures pictures,
            EventFiles events) {
        this.edition = edition;
        this.brand = brand;
        this.accent = accent;
        this.languages = languages;
        this.medium = medium;
        this.marks = marks;
        this.slots = slots;
        this.markup = markup;
        this.pictures = pictures;
        this.blocks = new BlockViews(
                languages,
                markup,
                pictures,
                events,
                accent.onLight(),
                edition.front().ownZone());
    }

    /** @param minutes to read it all */
    View view(String css, int minutes) {
        FrontMatter front = edition.front();
        // The opening comes first, so that notes and references are numbered as they are read.
        List<View.ContentView> opening = contents(edition.opening(), ALWAYS_SHOWN);
        List<View.SectionView> sections = sections();
        String unsubscribe = marks.slot(new Personal(Personal.Field.UNSUBSCRIBE_URL, "", false));
        String preferences = marks.slot(new Personal(Personal.Field.PREFERENCES_URL, "", false));
        String preheader = front.preheader() != null ? front.preheader() : Preheader.from(edition);
        return new View(
                slots.markText(front.subject()),
                preheader == null ? null : slots.markText(preheader),
                front.language().toLanguageTag(),
                Words.dir(front.language()),
                languages.chrome(),
                css,
                front.title(),
                new View.EditionView(
                        edition.id(),
                        front.name(),
                        front.title(),
                        front.date() == null ? null : languages.written().date(front.date()),
                        front.place(),
                        minutes),
                new BrandViews(brand, accent, pictures).view(front.name(), front.title()),
                opening,
                sections.size() <= SHORT ? null : new View.Contents(entries(sections)),
                sections,
                new View.Links(unsubscribe, preferences, front.archive()),
                said(front, minutes));
    }

    private Map<String, String> said(FrontMatter front, int minutes) {
        Words said = languages.said();
        return said.all(Map.of(
                "why", said.say("why", Map.of("digest", front.name())),
                "reading_time", said.count("reading_time", minutes, Map.of())));
    }

    private List<View.SectionView> sections() {
        List<View.SectionView> views = new ArrayList<>();
        for (Section section : edition.sections()) {
            int number = views.size() + 1;
            String heading = markup.heading(section.heading(), section.at());
            views.add(new View.SectionView(
                    section.id(),
                    number,
                    section.title(),
                    heading,
                    "-".repeat(Math.min(TextLayout.WIDTH, Columns.width(marks.measurable(heading)))),
                    section.topic(),
                    marks.open(number, medium),
                    marks.close(number, medium),
                    contents(section.contents(), Objects.requireNonNullElse(section.topic(), ALWAYS_SHOWN))));
        }
        return views;
    }

    private static List<View.Entry> entries(List<View.SectionView> sections) {
        return sections.stream()
                .map(section -> new View.Entry(
                        section.id(), section.number(), section.title(), section.open(), section.close()))
                .toList();
    }

    private List<View.ContentView> contents(List<Content> contents, String topic) {
        List<View.ContentView> views = new ArrayList<>();
        for (Content content : contents) {
            if (content instanceof Content.Prose prose) {
                addProse(markup.prose(prose.document(), prose.at()), views);
            } else if (content instanceof Content.Block block) {
                views.add(blocks.view(block, topic));
            }
        }
        addProse(markup.endOfSection(), views);
        return views;
    }

    private static void addProse(String body, List<View.ContentView> views) {
        if (!body.isBlank()) {
            views.add(Contents.of(new View.Prose(body)));
        }
    }
}
