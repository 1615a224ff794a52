package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.warning;

/**
 * What parser and renderer report by themselves. Without it being mended an edition lacks something or cannot be made, so
 * none of the errors can be ignored.
 */
enum ReadingRule implements Rule {
    NO_FRONT_MATTER(error("""
            The file does not begin with a line of `---`, the keys `list` and `from`, and another line of `---`.""")),
    UNCLOSED_FRONT_MATTER(error("""
            The keys at the top of the file have no second line of `---`.""")),
    YAML(error("""
            What stands there is no YAML; the message says why.""")),
    MISSING_KEY(error("""
            A key that is required is not there, or has no value.""")),
    UNKNOWN_KEY(error("""
            A block or the configuration has a key that Broadsheet does not know, or the front matter one that is nearly one
            that it knows.""")),
    FOREIGN_KEY(warning("""
            The front matter has a key of another generator, which has no effect.""")),
    DUPLICATE_KEY(error("""
            A key is given twice, or under two of its names.""")),
    BAD_VALUE(error("""
            A value is not of the form that its key asks for: a date, a zone, an address, a word of a list.""")),
    BAD_SEGMENT(error("""
            A segment cannot be read, so nobody knows who is meant.""")),
    WRONG_TYPE(error("""
            A list stands where a word is meant, or the other way round.""")),
    BAD_SCHEDULE(error("""
            A digest's `schedule` is not a cron expression. In an edition, where it has no effect, that is a warning.""")),
    FILE_NAME(warning("""
            The file's name begins with a date that does not exist.""")),
    DRAFT_CONFLICT(error("""
            An edition cannot be drafted again into its file: the file was not drafted here, or somebody saved it at that moment.""")),
    BAD_LINK(error("""
            The file is a symbolic link that leads out of the workspace, to what is hidden, or to nothing.""")),
    UNKNOWN_DIGEST(error("""
            `source editions` names a digest that is not there.""")),
    NOT_UTF_8(error("""
            The file is not UTF-8.""")),
    TOO_LARGE(error("""
            The file, or a paragraph of it, is larger than any edition.""")),
    UNREADABLE(error("""
            The file cannot be read.""")),
    MISSING_TITLE(error("""
            A section has no words behind its `##`.""")),
    DUPLICATE_ID(error("""
            Two sections have the same id.""")),
    UNKNOWN_TOPIC(error("""
            A section's topic is not among those of the front matter.""")),
    SLOT_NOT_ALLOWED(error("""
            A slot stands in a title, which is the same for everybody.""")),
    FOREIGN_SYNTAX(warning("""
            What another generator would act on, or another program for newsletters would fill in, is shown as it is.""")),
    UNSEEN_TEXT(warning("""
            Something that is written reaches no reader: a footnote or a reference that nothing refers to, or whose label is
            taken; cells beyond the columns of a table; a link in the title; HTML that mail has no place for; a link in a
            comment.""")),
    UNKNOWN_BLOCK(warning("""
            The word behind a fence is nearly a kind of block; the fence is shown as code.""")),
    EMPTY_BLOCK(error("""
            A block has no entries.""")),
    NESTED_BLOCK(error("""
            A block stands inside a list or a quotation.""")),
    UNCLOSED_BLOCK(error("""
            A fence is not closed, so all that follows is part of it.""")),
    UNKNOWN_SOURCE(error("""
            A `source` block names a kind of source that does not exist.""")),
    UNRESOLVED_SOURCE(error("""
            A `source` block of an edition has not been turned into items.""")),
    FAILED_SOURCE(error("""
            A `source` block of an edition could not be collected when it was drafted; the message says why. Where the block says
            `optional: true`, that is a warning. Nothing of it reaches a reader.""")),
    NESTED_TOO_DEEPLY(error("""
            Emphasis, links, lists or quotes stand more than 120 deep in each other.""")),
    CONTROL_CHARACTER(error("""
            The text holds a character that is none, such as NUL or escape; editors hide it and mail programs do not agree what it does.""")),
    MISSING_PICTURE(error("""
            The workspace has no such picture.""")),
    PICTURE_TOO_LARGE(error("""
            A picture has more than 25 MB or 50 million pixels, a WebP picture more than 20 million, an SVG drawing more than
            2 MB or 50,000 elements, or an animation more than 5 MB.""")),
    BROKEN_PICTURE(error("""
            The file of a picture is damaged or ends too early.""")),
    MISSING_GLYPH(warning("""
            A label of a chart has a letter for which neither the font that comes along (Latin, Greek, Cyrillic, Arabic, Hebrew and many
            signs) nor any of this machine has a form. A box would stand in its place.""")),
    NOT_A_PICTURE(error("""
            A file is not a PNG, JPEG, GIF, WebP or SVG picture.""")),
    MISSING_ATTACHMENT(error("""
            The workspace has no such file.""")),
    ATTACHMENT_TOO_LARGE(error("""
            The attachments together have more than 7 MB, which many relays refuse once they are encoded.""")),
    UNFIT_ATTACHMENT(error("""
            A file that is attached is of a kind that mail servers refuse, or is not what its name says.""")),
    MISSING_TEMPLATE(error("""
            There is no template of that name, or it lacks a file.""")),
    BAD_TEMPLATE(error("""
            A template cannot be read.""")),
    UNKNOWN_NAME(error("""
            A template names something that there is not.""")),
    UNBALANCED_SECTION(error("""
            A template does not write `open` and `close` of each section, or not in pairs.""")),
    BAD_CSS(error("""
            A style sheet of a template, or a style in it, is no CSS."""));

    private final RuleText text;

    ReadingRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public boolean canBeIgnored() {
        return text.severity() != org.broadsheet.text.Severity.ERROR;
    }
}
