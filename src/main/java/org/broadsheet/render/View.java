package org.broadsheet.render;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template may name: the whole of it, for HTML and for text alike. A component that is null, zero or an empty list
 * or string is as false to a Mustache section. Components said to be <em>markup</em> are HTML already in the HTML
 * template, to be written with three braces, and laid-out text in the text template; all others are plain text that the
 * HTML template escapes with two.
 *
 * @param subject plain text
 * @param preheader a sentence, or null
 * @param lang BCP 47
 * @param dir {@code ltr} or {@code rtl}
 * @param chrome the language of what the template says by itself, where it is not that of the edition; null where it is
 * @param css of the template: the HTML template puts it into its {@code <style>}; the inliner reads it there
 * @param title of the edition, as {@code edition.title}
 * @param contents "In this edition"; null on short editions
 * @param say what the template says by itself, in the reader's language where it is known: {@code say.unsubscribe}
 */
public record View(
        String subject,
        @Nullable String preheader,
        String lang,
        String dir,
        @Nullable Language chrome,
        String css,
        String title,
        EditionView edition,
        BrandView brand,
        List<ContentView> opening,
        @Nullable Contents contents,
        List<SectionView> sections,
        Links links,
        Map<String, String> say) {

    /** {@code lang} is BCP 47, {@code dir} is {@code ltr} or {@code rtl}. */
    public record Language(String lang, String dir) {}

    /** @param date in the edition's language, or null; @param readingTime minutes, at least 1 */
    public record EditionView(
            String id,
            String name,
            String title,
            @Nullable String date,
            @Nullable String place,
            int readingTime) {}

    /**
     * @param name of the community, else of the digest
     * @param nameplate the name, to stand above the title; null where the title says the same
     * @param logo fitted into 200 by 40, or null
     * @param accent as the community chose it, darkened where it could not be read on white
     * @param accentDark its companion for dark mode, readable on a dark ground; both from {@link Accent}
     * @param addressLine on one line, or null
     */
    public record BrandView(
            String name,
            @Nullable String nameplate,
            @Nullable Picture logo,
            String accent,
            String accentDark,
            List<String> address,
            @Nullable String addressLine,
            List<Link> links) {}

    public record Link(String title, String url) {}

    /** {@code unsubscribe} and {@code preferences} become each recipient's own; {@code archive} is null when there is none. */
    public record Links(
            String unsubscribe,
            String preferences,
            @Nullable String archive) {}

    /** The table of contents: one entry a section. A record of its own, so that a template can give it a heading. */
    public record Contents(List<Entry> list) {}

    /**
     * A line of the table of contents. The template writes {@code {{{open}}}} before and {@code {{{close}}}} after
     * everything that goes when the section is not sent; in the text template each on a line of its own.
     */
    public record Entry(String id, int number, String title, String open, String close) {}

    /**
     * {@code open} and {@code close} as in {@link Entry}.
     *
     * @param heading markup: the title with its links and marks
     * @param underline as many dashes as the heading is columns wide, for text
     */
    public record SectionView(
            String id,
            int number,
            String title,
            String heading,
            String underline,
            @Nullable String topic,
            String open,
            String close,
            List<ContentView> contents) {}

    /** Exactly one component is not null. */
    public record ContentView(
            @Nullable Prose prose,
            @Nullable Items items,
            @Nullable Talks talks,
            @Nullable People people,
            @Nullable Photos photos,
            @Nullable Themes themes,
            @Nullable Events events,
            @Nullable Releases releases,
            @Nullable Changes changes,
            @Nullable Charts charts) {}

    /** @param body markup */
    public record Prose(String body) {}

    /** @param title of the block, or null (so for all kinds) */
    public record Items(@Nullable String title, List<PostView> list) {}

    /** @param summary markup; @param authors joined in the language's way; @param meta "publication · author · organisation · date · tags" of those there are;
     * @param image fitted into 96 by 96, or null */
    public record PostView(
            String title,
            @Nullable String url,
            @Nullable String summary,
            @Nullable String authors,
            @Nullable String organisation,
            @Nullable String date,
            @Nullable String meta,
            @Nullable Picture image,
            List<String> tags) {}

    /**
     * Talks stand in groups by track or day; a group without title comes first, or is the only one.
     *
     * @param pending true when none of the recordings is published yet: said once, not at each talk, nor by a later block to the same readers
     */
    public record Talks(@Nullable String title, List<TalkGroup> groups, boolean pending) {}

    /** @param tag of its heading: {@code h4} under the title of a block, else {@code h3} */
    public record TalkGroup(@Nullable String title, String tag, List<TalkView> list) {}

    /**
     * @param link the page of the talk, else its recording, else null
     * @param page the page of the talk, or null
     * @param speakers joined, or null
     * @param format "lightning talk", "poster" …, null for an ordinary talk
     * @param byline "speakers · organisation" of those there are, or null
     * @param pending true when the recording is not published yet, and another talk of the block has one; nobody waits
     *     for the recording of a poster
     */
    public record TalkView(
            String title,
            @Nullable String link,
            @Nullable String page,
            @Nullable String speakers,
            @Nullable String organisation,
            @Nullable String byline,
            @Nullable String format,
            @Nullable String recording,
            @Nullable String slides,
            @Nullable String summary, // markup
            boolean pending) {}

    public record People(@Nullable String title, List<PersonView> list) {}

    /** @param initial the first letter of the name, for a portrait of fixed size where there is no image;
     * @param why markup;
     * @param image fitted into 64 by 64, or null */
    public record PersonView(
            String name,
            String initial,
            @Nullable String role,
            @Nullable String organisation,
            @Nullable String why,
            @Nullable String url,
            @Nullable Picture image) {}

    /** Several photos of like shape stand in rows of two (the first of an odd number alone); others at full width. */
    public record Photos(@Nullable String title, List<PhotoRow> rows) {}

    /** @param single the one picture of the row, else null; @param pair two pictures or none */
    public record PhotoRow(@Nullable Picture single, List<Picture> pair) {}

    /**
     * @param src for the {@code src} attribute: {@code cid:…} or https
     * @param width in CSS pixels as shown, for the {@code width} attribute: at most the column's 552 (600 less padding),
     *     268 in a row of two, or fitted into a smaller box where the component says so; {@code height} keeps the proportions
     * @param halfWidth and halfHeight when shown two by two: at most 268 wide
     * @param most how wide it may be where a telephone gives a half the whole width: never wider than the picture is
     * @param height 0 when not known, as for a picture that stays on the web
     * @param caption markup, or null
     */
    public record Picture(
            String src,
            String alt,
            int width,
            int height,
            int halfWidth,
            int halfHeight,
            int most,
            @Nullable String caption,
            @Nullable String credit) {}

    public record Themes(@Nullable String title, List<ThemeView> list) {}

    /** @param number from 1; null where there is no other; @param detail markup */
    public record ThemeView(
            @Nullable Integer number,
            String title,
            @Nullable String detail) {}

    public record Events(@Nullable String title, List<EventView> list) {}

    /** @param day "10" or "10–13"; @param month "Nov 2025", or "Jan – 2 Feb 2026" where the event ends in another month than it begins; @param date in full, for reading aloud and for text;
     * @param when time and zone, or null; @param calendar the URL of its calendar file, or null */
    public record EventView(
            String title,
            @Nullable String url,
            String day,
            String month,
            String date,
            @Nullable String when,
            @Nullable String place,
            @Nullable String summary, // markup
            @Nullable String calendar) {}

    public record Charts(@Nullable String title, List<ChartView> list) {}

    /**
     * @param tag of its title's heading, as in {@link TalkGroup}
     * @param unit of the numbers, or null
     * @param picture of it, or null where it cannot be drawn
     * @param points each number in words, for text
     */
    public record ChartView(
            String title,
            String tag,
            @Nullable String unit,
            @Nullable Picture picture,
            List<PointView> points) {}

    /** @param padding blanks that set the values of a chart in one column, for text */
    public record PointView(String label, String padding, String value) {}

    public record Releases(@Nullable String title, List<ReleaseView> list) {}

    /** @param headline markup */
    public record ReleaseView(
            String project,
            String version,
            @Nullable String date,
            @Nullable String headline,
            @Nullable String url) {}

    public record Changes(
            @Nullable String title,
            List<ChangeGroup> groups,
            @Nullable String thanks) {}

    /** The group of what has no area is the first, without title; {@code tag} as in {@link TalkGroup}. */
    public record ChangeGroup(@Nullable String area, String tag, List<ChangeView> list) {}

    /** @param number as people write it: "#123" */
    public record ChangeView(
            String title,
            @Nullable String url,
            @Nullable String number,
            @Nullable String author,
            boolean first) {}
}
