package org.broadsheet.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/** What podcasts (iTunes), video sites (Media RSS, YouTube) and others add to an entry of a feed. */
final class FeedExtras {
    private static final String ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static final String MEDIA = "http://search.yahoo.com/mrss/";
    private static final String YOUTUBE = "http://www.youtube.com/xml/schemas/2015";
    private static final String FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0";

    private final List<Element> elements;

    FeedExtras(@Nullable List<Element> elements) {
        this.elements = elements == null ? List.of() : elements;
    }

    @Nullable
    String summary() {
        return text(ITUNES, "summary")
                .or(() -> text(ITUNES, "subtitle"))
                .or(() -> media("description"))
                .orElse(null);
    }

    @Nullable
    String author() {
        return text(ITUNES, "author").or(() -> media("credit")).orElse(null);
    }

    @Nullable
    String link() {
        return text(FEEDBURNER, "origLink")
                .or(() -> text(YOUTUBE, "videoId").map(id -> "https://www.youtube.com/watch?v=" + id))
                .orElse(null);
    }

    boolean isVideo() {
        return text(YOUTUBE, "videoId").isPresent()
                || element(MEDIA, "content").filter(FeedExtras::isVideo).isPresent();
    }

    private static boolean isVideo(Element content) {
        return Objects.requireNonNullElse(content.getAttributeValue("type"), "").startsWith("video/")
                || "video".equals(content.getAttributeValue("medium"));
    }

    /** Of the entry, or of the group that holds it. */
    private Optional<String> media(String name) {
        Optional<String> own = text(MEDIA, name);
        return own.isPresent()
                ? own
                : element(MEDIA, "group")
                        .flatMap(group -> group.getChildren().stream()
                                .filter(child -> is(child, MEDIA, name))
                                .findFirst())
                        .map(Element::getValue);
    }

    private Optional<String> text(String namespace, String name) {
        return element(namespace, name).map(Element::getValue).filter(text -> !text.isBlank());
    }

    private Optional<Element> element(String namespace, String name) {
        return elements.stream().filter(element -> is(element, namespace, name)).findFirst();
    }

    private static boolean is(Element element, String namespace, String name) {
        return element.getName().equals(name) && element.getNamespaceURI().equals(namespace);
    }
}
