package org.broadsheet.render;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Section;
import org.broadsheet.edition.Slot.EditionField;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.commonmark.node.Document;
import org.jspecify.annotations.Nullable;

/**
 * Turns an edition into a mailing. Pure: the same edition, files and settings give the same bytes. Thread-safe if the
 * assets are.
 */
public final class Renderer {
    private final Assets assets;
    private final Brand brand;
    private final Settings settings;

    public Renderer(Assets assets, Brand brand, Settings settings) {
        this.assets = assets;
        this.brand = brand;
        this.settings = settings;
    }

    /**
     * For readers whose language is not known: all of it is in the edition's.
     *
     * @throws org.broadsheet.text.InputException with all that is wrong with the template or the pictures
     */
    public Mailing render(Edition edition) {
        return rendered(new Rendering(edition, null));
    }

    /**
     * @param reader the language of what the template says by itself; the edition's, where there are no words in it
     * @throws org.broadsheet.text.InputException with all that is wrong with the template or the pictures
     */
    public Mailing render(Edition edition, Locale reader) {
        return rendered(new Rendering(edition, reader));
    }

    private static Mailing rendered(Rendering rendering) {
        Mailing mailing = rendering.mailing();
        rendering.problems.throwIfErrors();
        return mailing;
    }

    /**
     * With the words that describe it where a picture cannot be shown: for its author, never for a reader.
     *
     * @param problems what is wrong with the pictures
     */
    public record Sketch(Mailing mailing, List<Problem> problems) {}

    /**
     * @throws org.broadsheet.text.InputException with all that is wrong with the template
     */
    public Sketch sketch(Edition edition) {
        return sketch(edition, null);
    }

    /** @param reader the language of what the template says by itself; null for the edition's */
    Sketch sketch(Edition edition, @Nullable Locale reader) {
        Rendering rendering = new Rendering(edition, reader);
        return new Sketch(rendering.mailing(), rendering.problems.list());
    }

    /** The state of rendering one edition. */
    private final class Rendering {
        private final Edition edition;
        private final TemplateFolder folder;
        private final Template html;
        private final Template text;
        private final Palette palette;
        private final String css;
        private final Languages languages;
        private final Problems problems = new Problems();
        private final Pictures pictures;
        private final EventFiles events;
        private final InlineDocuments lines = new InlineDocuments();

        Rendering(Edition edition, @Nullable Locale reader) {
            this.edition = edition;
            this.folder = TemplateFolder.forEdition(assets, edition.front().template(), file(edition));
            this.html = new Template(folder, Medium.HTML);
            this.text = new Template(folder, Medium.TEXT);
            this.palette = new Palette(folder.chain(), brand.accent());
            this.css = folder.css(palette);
            this.languages = Languages.of(edition.front().language(), reader);
            this.pictures =
                    new Pictures(assets, settings, edition.front().from().asciiDomain(), problems);
            this.events = new EventFiles(assets, settings, edition);
        }

        Mailing mailing() {
            String key = edition.sha256().substring(0, Marks.KEY);
            int minutes = ReadingTime.minutes(text.render(view(Medium.TEXT, new Marks(key), 1)));
            Marks htmlMarks = new Marks(key);
            Marks textMarks = new Marks(key);
            String styled =
                    Inliner.inline(html.render(view(Medium.HTML, htmlMarks, minutes)), folder.path("mail.html"));
            String laidOut = TextLayout.layOut(text.render(view(Medium.TEXT, textMarks, minutes)), textMarks);
            return new Mailing(
                    edition,
                    cut(styled, htmlMarks, Medium.HTML),
                    cut(laidOut, textMarks, Medium.TEXT),
                    List.copyOf(pictures.images()),
                    attachments(),
                    slots(htmlMarks).subject(edition.front().subject()));
        }

        private List<Attachment> attachments() {
            Attachments found = new Attachments(assets, problems);
            List<Attachment> all = new ArrayList<>(found.of(edition.front().attach()));
            all.addAll(events.attached(found));
            return all;
        }

        private View view(Medium medium, Marks marks, int minutes) {
            Slots slots = slots(marks);
            Footnotes footnotes = new Footnotes(documents(edition));
            Markup markup = medium == Medium.HTML
                    ? new HtmlMarkup(file(edition), footnotes, slots, pictures, optional(edition), lines)
                    : new TextMarkup(footnotes, slots, marks, languages.said(), lines);
            return new EditionViews(
                            edition, brand, palette.accent(), languages, medium, marks, slots, markup, pictures, events)
                    .view(css, minutes);
        }

        private Slots slots(Marks marks) {
            Map<EditionField, String> values = new EnumMap<>(EditionField.class);
            values.put(EditionField.TITLE, edition.front().title());
            values.put(EditionField.NAME, edition.front().name());
            values.put(EditionField.ID, edition.id());
            values.put(EditionField.LEAD, edition.lead());
            if (edition.front().date() != null) {
                values.put(
                        EditionField.DATE,
                        languages.written().date(edition.front().date()));
            }
            return new Slots(marks, values);
        }

        private List<Segment> cut(String part, Marks marks, Medium medium) {
            List<@Nullable String> topics = new ArrayList<>();
            edition.sections().forEach(section -> topics.add(section.topic()));
            return Cutter.cut(part, marks, medium, topics, Position.wholeFile(folder.path(medium.template())));
        }
    }

    private static Position file(Edition edition) {
        return Stream.concat(
                        edition.opening().stream().map(Content::at),
                        edition.sections().stream().map(Section::at))
                .findFirst()
                .map(at -> Position.wholeFile(at.file()))
                .orElse(Position.wholeFile(edition.id() + ".md"));
    }

    private static Set<String> optional(Edition edition) {
        return edition.sections().stream()
                .filter(section -> section.topic() != null)
                .map(Section::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Document> documents(Edition edition) {
        return Stream.concat(
                        edition.opening().stream(),
                        edition.sections().stream().flatMap(section -> section.contents().stream()))
                .filter(Content.Prose.class::isInstance)
                .map(content -> ((Content.Prose) content).document())
                .toList();
    }
}
