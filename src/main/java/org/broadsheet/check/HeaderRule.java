package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.note;
import static org.broadsheet.check.RuleText.warning;

/** What a mailbox shows before the mail is opened, and what the law and other servers ask for. */
enum HeaderRule implements Rule {
    EMPTY_SUBJECT(error("""
            The subject is empty, or may be for some readers: it holds nothing but a slot without a fallback.""")
            .front("subject: \"{{subscriber.first_name}}\"", "subject: \"News for {{subscriber.first_name|you}}\"")),
    FROM_WITHOUT_ADDRESS(error("""
            The sender has no address, or not one that mail can come from. Nothing can be sent without it, so this rule cannot
            be ignored.""").front("from: Istio Community", "from: Istio Community <recap@istio.example>")),
    LONG_SUBJECT(warning("""
            The subject is wider than 80 columns, or takes more than 250 bytes once it is encoded. Phones show about 40
            columns of it, other screens 70.""")
            .front(
                    "subject: \"What happened in and around the project during the second and third week of November\"",
                    "subject: \"Two weeks in November\"")),
    MISSING_PREHEADER(note("""
            There is no `preheader`, and no paragraph of the opening can stand in for it, so mailboxes show whatever comes
            first behind the subject.""").body("## News\nFaster.", "This week everything became faster.\n\n## News\nFaster.")),
    REPEATED_PREHEADER(warning("""
            Mailboxes show the preheader right behind the subject; the same words twice are a chance missed.""")
            .front(
                    "subject: Faster builds\npreheader: Faster builds!",
                    "subject: Faster builds\npreheader: And what they cost.")),
    UNALIGNED_SENDER(warning("""
            The domain of `from` is neither the domain of a configured DKIM key nor below one (RFC 7489 §3.1.1), so the
            signature does not speak for the sender and DMARC fails.""")
            .words(
                    "from: news@project.example, signed for mail.example",
                    "from: news@project.example, signed for project.example")),
    MISSING_UNSUBSCRIBE(
            warning("""
            The HTML or the text of the mail has no link by which its reader can leave. A template writes it with
            `{{links.unsubscribe}}`.""").words("a template without {{links.unsubscribe}}", "a template with it in its footer")),
    MISSING_POSTAL_ADDRESS(error("""
            The template says `postal-address: required` in its `template.yaml`, as the law of many countries does of
            commercial mail, and `brand` in `broadsheet.yaml` has no `address`.""")
            .words("brand: { name: Istio }", "brand: { name: Istio, address: [1 Sample Quay, 00000 Nowhere] }"));

    private final RuleText text;

    HeaderRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public boolean canBeIgnored() {
        return this != FROM_WITHOUT_ADDRESS;
    }
}
