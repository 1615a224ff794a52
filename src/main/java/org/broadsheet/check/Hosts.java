package org.broadsheet.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.fetch.PublicAddresses;
import org.broadsheet.fetch.Tracking;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.Position;
import org.broadsheet.text.Severity;
import org.broadsheet.text.Target;

/** What the URLs of links and pictures say of the hosts that they lead to. */
final class Hosts implements Inspection {
    // RFC 6761, RFC 6762, RFC 8375, and what companies call their own networks
    private static final Set<String> PRIVATE = Set.of(
            "localhost",
            "local",
            "localdomain",
            "internal",
            "intranet",
            "lan",
            "home",
            "corp",
            "private",
            "test",
            "invalid",
            "arpa");

    private static final Set<String> SHORTENERS = Set.of(
            "bit.ly",
            "tinyurl.com",
            "goo.gl",
            "t.co",
            "ow.ly",
            "is.gd",
            "v.gd",
            "buff.ly",
            "rebrand.ly",
            "lnkd.in",
            "cutt.ly",
            "t.ly",
            "rb.gy",
            "shorturl.at",
            "tiny.cc",
            "dlvr.it",
            "ift.tt",
            "trib.al",
            "bl.ink",
            "amzn.to",
            "fb.me",
            "adf.ly",
            "short.io",
            "shorte.st",
            "qr.ae",
            "soo.gd",
            "s2r.co",
            "clck.ru",
            "j.mp",
            "po.st");

    private static final Set<String> SECURE = Set.of(
            "github.com",
            "github.io",
            "gitlab.com",
            "codeberg.org",
            "youtube.com",
            "youtu.be",
            "google.com",
            "kubernetes.io",
            "k8s.io",
            "istio.io",
            "cncf.io",
            "linuxfoundation.org",
            "slack.com",
            "linkedin.com",
            "medium.com",
            "wikipedia.org",
            "twitter.com",
            "x.com",
            "rust-lang.org",
            "crates.io",
            "docs.rs",
            "python.org",
            "pypi.org",
            "npmjs.com",
            "apache.org",
            "mozilla.org",
            "eclipse.org",
            "meetup.com",
            "zoom.us",
            "stackoverflow.com",
            "reddit.com",
            "vimeo.com",
            "docker.com",
            "golang.org",
            "debian.org");

    // Top-level domains under which browsers know nothing but https.
    private static final Set<String> SECURE_TOPS = Set.of("dev", "app", "page", "new", "day", "foo", "zip", "bank");

    @Override
    public void inspect(Draft draft, Findings findings) {
        Set<String> secure = securely(draft);
        for (LinkUse link : draft.matter().links()) {
            if (Target.of(link.filled()) == Target.GOOD) {
                inspect(link.at(), link.target(), secure, findings);
            }
        }
        for (PictureUse picture : draft.matter().pictures()) {
            if (Target.of(picture.src()) == Target.GOOD) {
                inspect(picture.at(), picture.src(), secure, findings);
            }
        }
    }

    private static void inspect(Position at, String target, Set<String> secure, Findings findings) {
        if (target.regionMatches(true, 0, "mailto:", 0, 7)) {
            mailto(at, target, findings);
            return;
        }
        if (target.replaceFirst("(?i)^https?://", "").split("[/?#]", 2)[0].contains("{{")) {
            return; // whose host it is differs from reader to reader
        }
        Optional<WebUrl> parsed = WebUrl.parse(target);
        if (parsed.isEmpty() || parsed.get().host().matches("https?")) {
            String message = "'" + target + "' is not a URL that leads anywhere";
            findings.add(LinkRule.BAD_URL, at, message, "look at its host: https://HOST/PATH");
            return;
        }
        WebUrl url = parsed.get();
        if (url.rest().matches("(?s).*%(?![0-9A-Fa-f]{2}).*") || url.rest().indexOf('\\') >= 0) {
            String message = "'" + target + "' holds a % that is no escape, or a backslash";
            findings.add(Severity.WARNING, LinkRule.BAD_URL, at, message, "write %25 for the sign itself");
        }
        if (isPrivate(url)) {
            String message = "'" + target + "' is on " + url.host() + ", which readers cannot reach";
            findings.add(LinkRule.PRIVATE_HOST, at, message, "give the public URL");
            return;
        }
        if (SHORTENERS.contains(url.site())) {
            String message = "'" + target + "' hides where it leads";
            findings.add(LinkRule.SHORTENER, at, message, "give the URL that it leads to");
        }
        tracking(at, target, findings);
        if (!url.isSecure() && (secure.contains(url.site()) || isKnownSecure(url))) {
            String https = "https" + target.substring(4);
            findings.add(LinkRule.PLAIN_HTTP, at, "'" + target + "' is not encrypted", "write " + https);
        }
    }

    static boolean isPrivate(WebUrl url) {
        if (url.address() != null) {
            return !PublicAddresses.isPublic(url.address());
        }
        int dot = url.host().lastIndexOf('.');
        return dot < 0 || PRIVATE.contains(url.host().substring(dot + 1));
    }

    private static void mailto(Position at, String target, Findings findings) {
        String list = target.substring(7).split("\\?", 2)[0];
        if (list.contains("{{")) {
            return;
        }
        for (String written : list.split(",")) {
            String address = decoded(written);
            if (!address.isBlank() && MailAddress.of(address, "").isEmpty()) {
                String message = "no mail can go to '" + address.strip() + "'";
                findings.add(LinkRule.BAD_URL, at, message, "write mailto:name@domain");
            }
        }
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return written;
        }
    }

    private static void tracking(Position at, String target, Findings findings) {
        List<String> names = Tracking.names(target);
        if (!names.isEmpty()) {
            String message = "'" + String.join("', '", names) + "' in the URL tells who passed it on";
            findings.add(LinkRule.TRACKING_PARAMETER, at, message, "write " + Tracking.without(target));
        }
    }

    private static boolean isKnownSecure(WebUrl url) {
        String host = url.host();
        boolean top = SECURE_TOPS.contains(host.substring(host.lastIndexOf('.') + 1));
        return top || SECURE.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
    }

    /** The sites that the edition links with https somewhere. */
    private static Set<String> securely(Draft draft) {
        Set<String> sites = new HashSet<>();
        for (LinkUse link : draft.matter().links()) {
            WebUrl.parse(link.target()).filter(WebUrl::isSecure).ifPresent(url -> sites.add(url.site()));
        }
        return sites;
    }
}
