package org.broadsheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** The lists that people may sign up for: as configured, and for the rest as the digests for them say. */
final class OpenLists {
    private OpenLists() {}

    /** @throws InputException for a list whose notices have no sender */
    static List<OpenList> of(List<ListsKeys.Entry> entries, List<FrontMatter> digests) {
        return entries.stream()
                .map(entry -> of(
                        entry,
                        digests.stream()
                                .filter(front -> front.list().equals(entry.name()))
                                .toList()))
                .toList();
    }

    /** Of every list that digests are for, by its name; as an open list shows them, where it is one. */
    static Map<String, Map<String, String>> topics(List<OpenList> lists, List<FrontMatter> digests) {
        Map<String, Map<String, String>> topics = new LinkedHashMap<>();
        lists.forEach(list -> topics.put(list.name(), list.topics()));
        digests.stream()
                .filter(front -> lists.stream().noneMatch(list -> list.name().equals(front.list())))
                .forEach(front -> {
                    Map<String, String> known = topics.computeIfAbsent(front.list(), name -> new LinkedHashMap<>());
                    front.topics().forEach(known::putIfAbsent);
                });
        return topics;
    }

    private static OpenList of(ListsKeys.Entry entry, List<FrontMatter> digests) {
        @Nullable FrontMatter first = digests.stream().findFirst().orElse(null);
        MailAddress from = entry.from() == null && first != null ? first.from() : entry.from();
        if (from == null) {
            throw new InputException(Problem.error(
                    "missing-key",
                    entry.at(),
                    "'" + entry.name() + "' has no sender, and no digest for it has one",
                    "give it one: from: News <news@example.org>"));
        }
        Map<String, String> topics = new LinkedHashMap<>(entry.topics());
        if (topics.isEmpty()) {
            digests.forEach(front -> front.topics().forEach(topics::putIfAbsent));
        }
        String written = first == null ? "en" : first.language().toLanguageTag();
        String language = Objects.requireNonNullElse(entry.language(), written);
        String title = Objects.requireNonNullElse(entry.title(), first == null ? entry.name() : first.name());
        return new OpenList(entry.name(), title, from, topics, language, entry.single(), entry.courtesies());
    }
}
