package org.broadsheet.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The elements that styles are for, by their names and classes; those of the head are not among them. */
final class ElementIndex {
    private final Document document;
    private final List<Element> all = new ArrayList<>();
    private final Map<String, List<Element>> byType = new HashMap<>();
    private final Map<String, List<Element>> byClass = new HashMap<>();

    ElementIndex(Document document) {
        this.document = document;
        document.select("html").forEach(this::add);
        document.body().stream().forEach(this::add);
    }

    Document document() {
        return document;
    }

    /** @param type lower case; empty for any */
    List<Element> having(String type, Set<String> classes) {
        if (classes.isEmpty()) {
            return type.isEmpty() ? all : byType.getOrDefault(type, List.of());
        }
        return classes.stream()
                .map(name -> byClass.getOrDefault(name, List.of()))
                .reduce((some, others) -> some.stream().filter(others::contains).toList())
                .orElseThrow();
    }

    private void add(Element element) {
        all.add(element);
        byType.computeIfAbsent(element.normalName(), unused -> new ArrayList<>())
                .add(element);
        for (String name : element.classNames()) {
            byClass.computeIfAbsent(name, unused -> new ArrayList<>()).add(element);
        }
    }
}
