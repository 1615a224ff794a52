package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.edition.CarriedText.Passage;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Found;
import org.broadsheet.source.Item;
import org.broadsheet.source.KnownItem;
import org.broadsheet.source.Outside;

/** What an approved edition carried: entries of blocks, charts, and snippets. */
final class EarlierEdition {
    /** What a talk may gain after it was first told of. */
    private static final List<String> LATER = List.of("recording", "slides");

    /**
     * What is wanted of it; what is empty chooses all.
     *
     * @param keeps whether everything stays what it was, and text too is taken
     */
    record Choice(List<BlockKind> kinds, List<String> sections, List<String> topics, boolean keeps) {
        boolean isMeant(Section section) {
            boolean isNamed = sections.isEmpty()
                    || sections.contains(section.id().toLowerCase(Locale.ROOT))
                    || sections.contains(section.title().toLowerCase(Locale.ROOT));
            String topic = section.topic();
            return isNamed && (topics.isEmpty() || topic != null && topics.contains(topic.toLowerCase(Locale.ROOT)));
        }

        boolean isAll() {
            return sections.isEmpty() && topics.isEmpty();
        }

        boolean isMeant(BlockKind kind) {
            return kinds.isEmpty() || kinds.contains(kind);
        }
    }

    private final String file;
    private final LocalDate date;
    private final Parsed parsed;
    private final CarriedText text;
    private final Choice choice;
    private final Outside outside;

    EarlierEdition(String slug, LocalDate date, byte[] bytes, Choice choice, Outside outside) {
        this.file = "editions/" + slug + ".md";
        this.date = date;
        this.parsed = EditionParser.ofEditions(Defaults.NONE).parse(file, bytes);
        this.text = new CarriedText(new String(bytes, StandardCharsets.UTF_8));
        this.choice = choice;
        this.outside = outside;
    }

    /** Adds what others did not carry before, in the order in which readers got it. */
    void addTo(Items items) {
        Edition edition = parsed.legible();
        if (edition == null) {
            return;
        }
        List<Passage> passages = choice.keeps() && choice.kinds().isEmpty() ? text.passages() : List.of();
        List<Section> all = Stream.concat(edition.sections().stream(), parsed.omitted().stream())
                .sorted(Comparator.comparingInt(section -> section.at().line()))
                .toList();
        if (choice.isAll()) {
            int end = all.isEmpty() ? Integer.MAX_VALUE : all.get(0).at().line();
            add(edition, edition.opening(), within(passages, 0, end), items);
        }
        for (int i = 0; i < all.size(); i++) {
            Section section = all.get(i);
            int end = i + 1 < all.size() ? all.get(i + 1).at().line() : Integer.MAX_VALUE;
            if (edition.sections().contains(section) && choice.isMeant(section)) {
                add(edition, section.contents(), within(passages, section.at().line(), end), items);
            }
        }
    }

    private static List<Passage> within(List<Passage> passages, int begin, int end) {
        return passages.stream()
                .filter(passage -> begin <= passage.first() && passage.first() < end)
                .toList();
    }

    private void add(Edition edition, List<Content> contents, List<Passage> passages, Items items) {
        List<Passage> left = new ArrayList<>(passages);
        for (Content content : contents) {
            int line = content.at().line();
            left.removeIf(passage -> passage.first() < line && add(passage, edition, items));
            if (content instanceof Content.Block block
                    && choice.isMeant(block.kind())
                    && passages.stream().noneMatch(passage -> passage.holds(line))) {
                add(block, edition, items);
            }
        }
        left.forEach(passage -> add(passage, edition, items));
    }

    private boolean add(Passage passage, Edition edition, Items items) {
        passage.trouble()
                .ifPresentOrElse(
                        problem -> outside.remark(file + ":" + passage.first() + ": the snippet " + passage.path()
                                + " is left out: " + problem.message()),
                        () -> items.add(found(passage.path(), edition, prose(passage.path(), passage.text(), items))));
        return true;
    }

    private static Found.Fields prose(String path, String text, Items items) {
        String title = text.lines().findFirst().orElse(path);
        return new Found.Fields().put("title", title).prose(text).order(items.count());
    }

    private void add(Content.Block block, Edition edition, Items items) {
        if (block.kind() == BlockKind.CHART) {
            String path = "chart “" + block.items().get(0).title() + "” of " + file;
            text.block(block.at().line())
                    .filter(chart -> choice.keeps())
                    .ifPresent(chart -> items.add(found(path, edition, prose(path, chart, items))));
            return;
        }
        for (Item item : block.items()) {
            Found.Fields fields = KnownItem.fields(item, true).order(items.count());
            if (choice.keeps()) {
                fields.put(Found.KIND, block.kind().word()).put(Found.TITLE, block.title());
            }
            String url = KnownItem.url(item);
            String name = KnownItem.name(item);
            Found found = found((url.isEmpty() ? name : url) + own(item), edition, fields);
            if (item instanceof Item.Talk) {
                items.addTalk(name, found);
            } else {
                items.add(found);
            }
        }
    }

    /** What was counted in one week is something else than as many in another; and several calls have one page. */
    private String own(Item item) {
        if (item instanceof Item.Event event) {
            return " " + event.date();
        }
        boolean counts = item instanceof Item.Theme && item.title().chars().anyMatch(Character::isDigit);
        return counts ? " " + date : "";
    }

    private Found found(String id, Edition edition, Found.Fields fields) {
        return new Found(id, date.atStartOfDay(edition.front().zone()).toInstant(), fields.map());
    }

    /** What editions carried, each as the first had it. Not thread-safe. */
    static final class Items {
        private final Map<String, Found> byId = new LinkedHashMap<>();
        private final Map<String, String> talks = new LinkedHashMap<>(); // from what tells them apart to their ids

        int count() {
            return byId.size();
        }

        List<Found> list() {
            return List.copyOf(byId.values());
        }

        void add(Found item) {
            byId.putIfAbsent(item.id(), item);
        }

        /** A recording that is published later belongs to the talk that was told of before. */
        void addTalk(String name, Found talk) {
            String known = byId.containsKey(talk.id()) ? talk.id() : talks.get(name);
            Found before = known == null ? null : byId.get(known);
            if (before == null) {
                add(talk);
            } else if (before.first("kind").equals("talk")) {
                Map<String, List<String>> fields = new LinkedHashMap<>(before.fields());
                LATER.stream()
                        .filter(talk.fields()::containsKey)
                        .forEach(
                                field -> fields.putIfAbsent(field, talk.fields().getOrDefault(field, List.of())));
                byId.put(before.id(), new Found(before.id(), before.at(), fields));
            }
            talks.putIfAbsent(name, before == null ? talk.id() : before.id());
        }
    }
}
