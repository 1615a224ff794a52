package org.broadsheet.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The elements that styles are for, by their names and classes; those of the head are not among them. */
final class ElementIndex {
    private final Document document;
    private final List<Element> all = new ArrayList<>();
    private final Map<String, List<Element>> byKey = new HashMap<>();

    ElementIndex(Document document) {
        this.document = document;
        document.select("html").forEach(this::add);
        document.body().stream().forEach(this::add);
    }

    Document document() {
        return document;
    }

    /** @param key of a {@link SettledSelector} */
    List<Element> having(String key) {
        return key.isEmpty() ? all : byKey.getOrDefault(key, List.of());
    }

    private void add(Element element) {
        all.add(element);
        byKey.computeIfAbsent(element.normalName(), unused -> new ArrayList<>()).add(element);
        for (String name : element.classNames()) {
            byKey.computeIfAbsent("." + name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(element);
        }
    }
}
