package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.warning;

/** What somebody still meant to write. */
enum UnfinishedRule implements Rule {
    TODO(error("""
            `TODO`, `TBD` or `FIXME`, in capitals and as a word of its own, marks what its author had yet to do. Code, quoted
            words and the titles of other people's work are left alone, unless they begin with the mark.""").body("We met in Atlanta. TODO: how many were we?", "We met in Atlanta, two hundred of us.")),
    LOREM_IPSUM(error("""
            The filler text of typesetters means that the real text is still to come.""").body("Lorem ipsum dolor sit amet.", "The release is out.")),
    PLACEHOLDER_LINK(error("""
            Where a URL should stand there are words such as "link to be added", or a target such as `#`, `TODO` or
            `https://`. A reader would tap it and get nowhere.""")
            .body(
                    "See [the recording](YouTube link to be added).",
                    "See [the recording](https://video.example/watch?v=1).")),
    EMPTY_LINK(error("""
            The link has no target or no words, so a reader cannot follow it or does not even see it.""").body("See [the notes]().", "See [the notes](https://code.example/notes).")),
    EMPTY_SECTION(error("""
            A heading with nothing below it looks like an accident.""").body("## Releases\n\n## Events\nNone this week.", "## Events\nNone this week.")),
    EMPTY_SUBSECTION(warning("""
            A heading inside a section has nothing below it before the next heading of its level or a higher one.""")
            .body(
                    "## News\n\n### Core\n\n### Tools\nA new linter.",
                    "## News\n\n### Core\nNothing new.\n\n### Tools\nA new linter.")),
    UNFINISHED_SECTION(
            error("""
            The section's `status` is `todo` or `draft`: its owner does not hold it for done. Set `status=done`, or remove
            the attribute. A section that is `optional` is left out of the mail meanwhile, and that is a warning.""").body("## Releases {status=draft}\nOne is out.", "## Releases {status=done}\nOne is out.")),
    EMPTY_EDITION(error("""
            The edition has neither text nor entries.""")
            .body("<!-- all of it is still to be written -->\n\n[notes]: https://a.example/", "One release is out.")),
    SAMPLE_LEFT(warning("""
            Something of the sample that `broadsheet init` makes was not replaced: its sentence that says so, the name "Our
            Community" in `brand`, or a link or sender at `example.org`, `example.com` or `example.net`, which belong to
            nobody.""")
            .body(
                    "Write to [the organisers](https://example.org/contact).",
                    "Write to [the organisers](https://project.example/contact).")),
    DUPLICATE_LINK(warning("""
            Two points of a list with different words lead to the same URL: most likely one was copied and its target
            not changed. Links in running text may repeat.""")
            .body(
                    "* [Faster builds](https://blog.example/1)\n* [Safer builds](https://blog.example/1)",
                    "* [Faster builds](https://blog.example/1)\n* [Safer builds](https://blog.example/2)")),
    DUPLICATE_ITEM(
            warning("""
            Two entries of the edition's blocks have the same URL, tracking parameters aside.""")
                    .body(
                            "```items\n- title: Faster builds\n  url: https://blog.example/1\n- title: Safer builds\n  url: https://blog.example/1/\n```",
                            "```items\n- title: Faster builds\n  url: https://blog.example/1\n- title: Safer builds\n  url: https://blog.example/2\n```")),
    REPEATED_ITEM(error("""
            An entry or a snippet that was drafted into the edition stands in another edition of its digest too, which was
            not cancelled: readers would get it twice. No draft takes what another edition holds, but an edition that was
            cancelled gives back what it held, and when it is approved after all, the next one may have taken that; and a past
            window that is drafted again has in it what later editions hold. It is looked for when an edition is to be
            approved, sent or frozen, for only the database knows. Delete the entry from one of the two, or say
            `--ignore repeated-item`.""")
            .words(
                    "'Faster builds' is in 2025-11-27-weekly too, which is still a draft",
                    "'Faster builds' was deleted from one of the two"));

    private final RuleText text;

    UnfinishedRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
