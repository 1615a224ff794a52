package org.broadsheet.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;
import org.broadsheet.text.Target;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A page for people in place of what was asked for: one to sign in, say, or an error that calls itself none. */
final class HtmlPage {
    private static final int LOOKED_AT = 100_000;
    private static final int LONGEST_TITLE = 60;
    private static final int PROLOG = 2000;
    /** Whatever type a server gives it: many feeds are said to be HTML. */
    private static final Pattern BEGINNING = Pattern.compile(
            "(?is)\\s*(?:<\\?xml[^>]{0,200}>\\s*)?(?:<!--.{0,500}?-->\\s*)*<(?:!doctype\\s+html|html|head)\\b.*");

    private static final String FEEDS =
            "link[rel~=(?i)\\balternate\\b][type~=(?i)^application/(?:(?:rss|atom)\\+xml|feed\\+json)]";

    // RFC 3986 §3.2.1, and all from the first parameter of a path (§3.3) on
    private static final Pattern USER = Pattern.compile("^([^/?#]*//)[^/?#]*@");
    private static final Pattern BEYOND_PATH = Pattern.compile("(?s)[;?#].*");

    private final Document page;

    private HtmlPage(Document page) {
        this.page = page;
    }

    /** @param place that links in it start from; empty for a file */
    static Optional<HtmlPage> of(byte[] bytes, String place) {
        String text = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8)
                .replaceFirst("^\ufeff", "");
        return BEGINNING
                        .matcher(text.substring(0, Math.min(text.length(), PROLOG)))
                        .matches()
                ? Optional.of(new HtmlPage(Jsoup.parse(text, place)))
                : Optional.empty();
    }

    /** {@code a page of HTML (“Sign in”)}. */
    String words() {
        String title = Characters.visible(Characters.oneLine(page.title()));
        return "a page of HTML" + (title.isBlank() ? "" : " (“" + FeedText.shortened(title, LONGEST_TITLE) + "”)");
    }

    /**
     * Says what came, and from where.
     *
     * @param asked the place that was asked for
     * @param wanted what should stand there: {@code a feed}
     */
    static void refuse(Outside.Document document, String asked, String wanted) throws FetchException {
        HtmlPage page = of(document.bytes(), document.place()).orElse(null);
        if (page != null) {
            throw new FetchException(
                    document.place().isEmpty()
                            ? asked + " is " + page.words() + " and not " + wanted
                            : shown(document.place(), asked) + " answers 200 with " + page.words() + " and not with "
                                    + wanted,
                    false);
        }
    }

    /** As {@link #refuse}; where the page itself says where its feed is, that is what was meant. */
    static void refuseForFeed(Outside.Document document, String asked) throws FetchException {
        try {
            refuse(document, asked, "a feed");
        } catch (FetchException e) {
            Optional<String> feed = of(document.bytes(), document.place()).flatMap(HtmlPage::feed);
            throw feed.filter(url -> !isSecret(url, document.place(), asked))
                    .map(Concealed::of)
                    .map(Characters::visible)
                    .map(url -> e.saying(e.getMessage() + "; the feed that it names is " + url))
                    .orElse(e);
        }
    }

    /** Where a server has led on to, without what it told that address alone: a session, or who asks. */
    private static String shown(String place, String asked) {
        return place.equals(asked)
                ? place
                : Characters.visible(BEYOND_PATH
                        .matcher(USER.matcher(place).replaceFirst("$1"))
                        .replaceFirst(""));
    }

    /** What a server told the address that it led on to it may tell the links of that page too. */
    private static boolean isSecret(String link, String place, String asked) {
        return !place.equals(asked)
                && BEYOND_PATH.matcher(place).find()
                && BEYOND_PATH.matcher(link).find();
    }

    private Optional<String> feed() {
        return page.select(FEEDS).stream()
                .map(link -> link.absUrl("href"))
                .filter(url -> Target.of(url) == Target.GOOD && url.matches("(?i)https?://\\S{1,500}"))
                .findFirst();
    }
}
