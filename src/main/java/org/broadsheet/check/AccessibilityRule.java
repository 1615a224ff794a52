package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.warning;

/** Who can read it. */
enum AccessibilityRule implements Rule {
    MISSING_ALT(error("""
            A picture without alternative text is nothing to those who hear their mail and to those whose mail program
            loads no pictures. In HTML, `alt=""` says that a picture only decorates.""")
            .body(
                    "![](https://project.example/hall.png)",
                    "![The hall, seen from the stage](https://project.example/hall.png)")),
    HEADING_ORDER(warning("""
            A heading skips a level, so that those who move by headings believe that they have missed one. Sections are
            `##`; inside them `###` comes before `####`. A `#` below the title begins no section.""").body("## News\n\n#### Core\nFaster.", "## News\n\n### Core\nFaster.")),
    VAGUE_LINK(warning("""
            Link texts are read out one after another, without the sentence around them. "Here" then says nothing. Known in
            English, German, French, Spanish and Portuguese.""")
            .body(
                    "For the notes click [here](https://code.example/notes).",
                    "Read [the notes](https://code.example/notes).")),
    LOW_CONTRAST(warning("""
            Text and ground differ by less than 4.5 to 1 (3 to 1 for large text), as WCAG 2.2 asks for. Measured on the
            rendered mail, from the colours in its styles: by day, and where the mail says how it looks when it is shown dark
            (`prefers-color-scheme`), by those too.""")
            .html(
                    "<p style=\"color:#aaaaaa;background-color:#ffffff\">Pale words</p>",
                    "<p style=\"color:#595959;background-color:#ffffff\">Legible words</p>")),
    LANGUAGE(
            warning("""
            The text seems to be in another language than the edition's `language`. Screen readers would pronounce it wrongly,
            and the words of the template would not fit it.""")
                    .body(
                            "Willkommen zur neuen Ausgabe! Das ist die Woche, in der wir die neue Version des Projekts veröffentlicht haben, und wir freuen uns sehr, dass so viele von euch dabei waren und mit uns gefeiert haben. Wir haben auch über die Zukunft gesprochen, und das war nicht immer einfach, aber es ist gut, dass wir es getan haben.",
                            "Welcome to the new number! This is the week in which we have released the new version of the project, and we are very glad that so many of you were there and have celebrated with us. We have also spoken about the future, and it was not always easy, but it is good that we did.")),
    TABLE_WITHOUT_HEADER(
            warning("""
            A table of data has no heading above its columns, so its cells mean nothing when they are read out. Tables that
            only lay out the page carry `role="presentation"`.""").body("|   |   |\n|---|---|\n| 1.4 | May |", "| version | month |\n|---|---|\n| 1.4 | May |")),
    ALL_CAPS(warning("""
            Three or more words in capitals are slow to read, may be spelt out by screen readers, and are held against a
            mail by spam filters. Acronyms are left alone.""")
            .body(
                    "PLEASE REGISTER BEFORE FRIDAY, or stay at home.",
                    "**Please register before Friday**, or stay at home."));

    private final RuleText text;

    AccessibilityRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
