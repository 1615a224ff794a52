package org.broadsheet.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** An entry of the feeds in which GitHub and GitLab tell of the releases of a project. */
record ReleaseEntry(String project, String version, String headline) {
    private static final int MOST_HTML = 50_000;
    private static final Pattern PAGE =
            Pattern.compile("https?://[^/?#]+/(?:[^?#]*/)?([^/?#]+)(?:/releases/tag/|/-/releases/)([^/?#]+)/?");
    private static final Pattern FEED = Pattern.compile("(?i)(?:release notes from|releases of)\\s+");

    /** Empty for an entry of another feed. */
    static Optional<ReleaseEntry> of(FeedEntry entry, @Nullable String link) {
        Matcher page = PAGE.matcher(link == null ? "" : link);
        if (!page.matches()) {
            return Optional.empty();
        }
        String tag = decoded(page.group(2));
        String html = entry.text();
        String notes = notes(html.length() > MOST_HTML ? html.substring(0, MOST_HTML) : html);
        return Optional.of(new ReleaseEntry(
                project(decoded(page.group(1)), entry.title().strip()),
                tag,
                GithubNotes.headline(notes, entry.title().strip(), tag)));
    }

    /** Where something appeared, of the title of such a feed. */
    static String publication(String feed) {
        return FEED.matcher(feed.strip()).replaceFirst("");
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return part;
        }
    }

    /** In the capitals of the title, where that begins with it: {@code Istio 1.28.1} of {@code istio}. */
    private static String project(String repository, String title) {
        boolean named = title.toLowerCase(Locale.ROOT).startsWith(repository.toLowerCase(Locale.ROOT) + " ");
        return named ? title.substring(0, repository.length()) : repository;
    }

    /** As somebody would have typed them in Markdown, as far as they matter. */
    private static String notes(String html) {
        Element body = Jsoup.parse(html).body();
        StringBuilder lines = new StringBuilder();
        for (Element part : body.select("h1, h2, h3, h4, h5, h6, p, li")) {
            String words = part.text();
            Element around = part.parent() == null ? null : part.parent().closest("li, pre");
            if (around != null
                    || words.equals(part.select("a").text())
                    || words.equals(part.select("strong, b").text())) {
                continue; // in an entry of a list, or nothing but links, or a heading in all but name
            }
            String mark =
                    part.normalName().startsWith("h") ? "# " : part.normalName().equals("li") ? "* " : "";
            lines.append(mark).append(words).append(mark.equals("* ") ? "\n" : "\n\n");
        }
        return body.selectFirst("h1, h2, h3, h4, h5, h6, p, li") == null ? body.text() : lines.toString();
    }
}
