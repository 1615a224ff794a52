package org.broadsheet.source;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.jdom2.Document;
import org.jspecify.annotations.Nullable;

/** Reads Atom and RSS 0.9 to 2.0, with what podcasts and video sites add to them. */
final class XmlFeed {
    /** {@code name@host (Name)}, which RSS 2.0 wants: the address is nobody's business. */
    private static final Pattern WITH_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.{1,200})\\)");

    private static final int LONGEST_AUTHOR = 500;

    private XmlFeed() {}

    /** The entries, each made when it is asked for. */
    static Stream<FeedEntry> read(Outside.Document document) throws FetchException {
        SyndFeed feed;
        try {
            Document xml = GuardedXml.parse(document);
            feed = new SyndFeedInput().build(xml);
        } catch (FeedException | IllegalArgumentException e) {
            throw new FetchException("this is XML, but no feed that is known: Atom, RSS 0.9 to 2.0", false);
        }
        return feed.getEntries().stream().map(entry -> entry(feed, entry));
    }

    private static FeedEntry entry(SyndFeed feed, SyndEntry entry) {
        FeedExtras extras = new FeedExtras(entry.getForeignMarkup());
        return new FeedEntry(
                Objects.requireNonNullElse(entry.getUri(), ""),
                title(entry),
                text(entry, extras),
                links(entry, extras),
                Objects.requireNonNullElse(feed.getLink(), ""),
                instant(entry),
                authors(entry, extras),
                entry.getCategories().stream()
                        .map(SyndCategory::getName)
                        .filter(Objects::nonNull)
                        .toList(),
                feed.getTitle() == null ? "" : FeedText.plain(feed.getTitle()),
                extras.isVideo() || enclosures(entry).anyMatch(file -> isOf(file, "video/")));
    }

    private static String title(SyndEntry entry) {
        SyndContent title = entry.getTitleEx();
        String text = title == null || title.getValue() == null ? "" : title.getValue();
        return title != null && "text".equals(title.getType()) ? text : FeedText.plain(text);
    }

    /** The summary, else the beginning of the whole text. */
    private static String text(SyndEntry entry, FeedExtras extras) {
        SyndContent description = entry.getDescription();
        Stream<@Nullable String> texts = Stream.concat(
                Stream.of(description == null ? null : description.getValue(), extras.summary()),
                entry.getContents().stream().map(SyndContent::getValue));
        return texts.filter(text -> text != null && !text.isBlank())
                .map(Objects::requireNonNull)
                .findFirst()
                .orElse("");
    }

    private static List<String> links(SyndEntry entry, FeedExtras extras) {
        List<String> links = new ArrayList<>();
        for (SyndLink link : entry.getLinks()) {
            if (link.getRel() == null || link.getRel().equals("alternate")) {
                links.add(link.getHref());
            }
        }
        links.add(entry.getLink());
        links.add(extras.link());
        Optional.ofNullable(entry.getUri())
                .filter(id -> id.matches("(?i)https?://.*"))
                .ifPresent(links::add);
        enclosures(entry).map(SyndEnclosure::getUrl).forEach(links::add);
        return FeedReader.present(links.toArray(String[]::new));
    }

    private static Stream<SyndEnclosure> enclosures(SyndEntry entry) {
        return entry.getEnclosures().stream();
    }

    private static boolean isOf(SyndEnclosure file, String type) {
        return file.getType() != null && file.getType().startsWith(type);
    }

    /** What was updated later was published when it was published. */
    private static @Nullable Instant instant(SyndEntry entry) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : date.toInstant();
    }

    private static List<String> authors(SyndEntry entry, FeedExtras extras) {
        List<@Nullable String> names = new ArrayList<>();
        entry.getAuthors().stream().map(SyndPerson::getName).forEach(names::add);
        if (FeedReader.present(names.toArray(String[]::new)).isEmpty()) {
            names.add(entry.getAuthor());
            names.add(extras.author());
        }
        return FeedReader.present(names.toArray(String[]::new)).stream()
                .filter(author -> author.length() <= LONGEST_AUTHOR)
                .map(XmlFeed::name)
                .filter(name -> !name.contains("@"))
                .limit(10)
                .toList();
    }

    private static String name(String author) {
        Matcher named = WITH_NAME.matcher(author);
        return named.matches() ? named.group(1).strip() : author;
    }
}
