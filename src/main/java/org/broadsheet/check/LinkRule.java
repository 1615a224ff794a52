package org.broadsheet.check;

import static org.broadsheet.check.RuleText.error;
import static org.broadsheet.check.RuleText.note;
import static org.broadsheet.check.RuleText.warning;

/** Where links lead. */
enum LinkRule implements Rule {
    BROKEN_LINK(error("""
            The text looks like a link but Markdown makes none of it: a blank in the target, or a blank between `]` and `(`.
            Readers would see the brackets.""")
            .body("See [the notes] (https://code.example/notes).", "See [the notes](https://code.example/notes).")),
    BAD_URL(error("""
            The target is no valid URL: a host that no name can be, a scheme written twice, a port that does not exist, a
            broken percent escape, an address that no mail can go to. Nor may it hold a password, which every reader would get.""")
            .body(
                    "See [the notes](https://https://code.example/notes).",
                    "See [the notes](https://code.example/notes).")),
    RELATIVE_LINK(
            error("""
            A path leads somewhere on a web site or in a repository, and nowhere in a mail.""").body("See [the docs](/docs/install).", "See [the docs](https://project.example/docs/install).")),
    UNKNOWN_SECTION(error("""
            A link into the edition itself names an id that no section has.""")
            .body(
                    "See [below](#event).\n\n## Events {#events}\nNone.",
                    "See [below](#events).\n\n## Events {#events}\nNone.")),
    UNDEFINED_REFERENCE(
            warning("""
            A reference link or a footnote has no definition, so readers see its brackets.""").body("See [the notes][n].", "See [the notes][n].\n\n[n]: https://code.example/notes")),
    FORBIDDEN_LINK(error("""
            A `javascript:`, `data:`, `file:` or similar URL runs code, hides its content or reads the reader's disk. No
            mail may carry one, so this rule cannot be ignored.""").body("Press [this](javascript:alert(1)).", "Open [the page](https://project.example/).")),
    UNUSUAL_LINK(warning("""
            Many mail programs open nothing but `http`, `https` and `mailto`.""")
            .body("Join [the chat](irc://irc.example/project).", "Join [the chat](https://chat.example/project).")),
    PRIVATE_HOST(error("""
            The host is one that only its author can reach: `localhost`, a name without a dot or under `.local` and the
            like, an address of a private network. Addresses are recognised in every spelling that browsers take: IPv6,
            decimal, octal and hexadecimal numbers, full-width characters.""")
            .body("See [the preview](http://localhost:1313/).", "See [the preview](https://preview.example/).")),
    TRACKING_PARAMETER(warning("""
            The URL carries a parameter that tells somebody who passed it on, such as `utm_source` or `fbclid`. The page is
            the same without it.""")
            .body(
                    "Read [the post](https://blog.example/1?utm_source=newsletter&page=2).",
                    "Read [the post](https://blog.example/1?page=2).")),
    PLAIN_HTTP(warning("""
            The link begins with `http:`, though the same host is linked with `https:` elsewhere in the edition or is known
            to answer there. With `--online`, one that is sent on to `https:` is named too.""")
            .body("The [code](http://github.com/istio/istio).", "The [code](https://github.com/istio/istio).")),
    SHORTENER(warning("""
            A shortened URL hides where it leads, counts who follows it, and is held against a mail by spam filters.""").body("Read [the post](https://bit.ly/3xYz).", "Read [the post](https://blog.example/1).")),
    MISLEADING_LINK(warning("""
            The words of the link name one host, its target is on another. Readers take that for phishing, and so do mail
            programs.""")
            .body(
                    "Sign up at [www.kubecon.example](https://tickets.other.example/1).",
                    "Sign up at [www.kubecon.example](https://www.kubecon.example/tickets).")),
    UNREACHABLE_LINK(warning("""
            Only with `--online`: the page was asked for (HEAD, then GET, within ten seconds) and did not come. Where a
            site only refuses to be asked by a program, that is a note. Hosts that resolve to an address which is not
            public are never connected to.""").words("a page that answers 404 Not Found", "a page that answers 200 OK")),
    REDIRECTED_LINK(note("""
            Only with `--online`: the page has moved for good. Its new URL is named.""").words("a page that answers 301 Moved Permanently", "the page that it has moved to"));

    private final RuleText text;

    LinkRule(RuleText text) {
        this.text = text;
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public boolean canBeIgnored() {
        return this != FORBIDDEN_LINK;
    }
}
