package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.warning;

/** Whether it is true. */
enum ContentRule implements Rule {
    UNKNOWN_SLOT(error("""
            `{{subscriber.…}}` or `{{edition.…}}` with a name that does not exist would reach the reader with its braces.
            Any other `{{ … }}` is text; of `{{first_name}}` and the like `foreign-syntax` warns.""").body("Hello {{subscriber.frist_name|there}}!", "Hello {{subscriber.first_name|there}}!")),
    SEGMENT_TOPIC(error("""
            The segment names a topic that no digest or edition for the list, and no list of the configuration, declares.
            Nobody can have opted out of it, so the segment would mean everybody, or nobody.""")
            .front(
                    "segment: \"not topic:relaeses\"\ntopics: { releases: Releases }",
                    "segment: \"not topic:releases\"\ntopics: { releases: Releases }")),
    PAST_EVENT(warning("""
            An entry of an `events` block is over before the edition's date; without a date, before today.""")
            .body(
                    "```events\n- title: Meetup\n  date: 2020-03-23\n```",
                    "```events\n- title: Meetup\n  date: 2099-03-23\n```")),
    WRONG_WEEKDAY(warning("""
            A weekday stands beside a date that falls on another, or a date does not exist. Dates are read in English,
            German, French, Spanish and Portuguese, and in the edition's own language; one without a year is taken for the
            nearest to the edition.""").body("We meet on Monday, 24 March 2026.", "We meet on Tuesday, 24 March 2026.")),
    EVENT_WITHOUT_ZONE(
            warning("""
            An event has a time, but neither it nor the edition has a time zone, so readers elsewhere come at the wrong
            hour.""")
                    .body(
                            "```events\n- title: Office hours\n  date: 2099-03-23\n  time: \"09:00\"\n```",
                            "```events\n- title: Office hours\n  date: 2099-03-23\n  time: \"09:00\"\n  zone: Europe/Amsterdam\n```")),
    NAME_SPELLING(
            warning("""
            The name of a person or an organisation is nearly, but not quite, one of `names.yaml` in the workspace, of an
            earlier edition or of this one. `names.yaml` has two lists, `people` and `organisations`; what stands in it is
            right, also where two names differ by a letter.""")
                    .body(
                            "```talks\n- title: One\n  speakers: [Faseela Kutty]\n- title: Two\n  speakers: [Fasela Kutty]\n```",
                            "```talks\n- title: One\n  speakers: [Faseela Kutty]\n- title: Two\n  speakers: [Faseela Kutty]\n```"));

    private final RuleText text;

    ContentRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }
}
