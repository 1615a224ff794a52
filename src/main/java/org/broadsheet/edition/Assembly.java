package org.broadsheet.edition;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Query;
import org.broadsheet.source.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due in an edition from what its sources have brought. What several of them tell of the same page stands there
 * once, where the first of them has it; what the edition shows already stays where it is.
 */
final class Assembly {
    private static final int NAMED = 3;

    private final FoundItems items;
    private final Scope scope;
    private final Map<String, String> troubles;

    /**
     * What one edition may hold.
     *
     * @param before what earlier editions hold
     * @param held what this one holds already, with the lines of each item; no lines for what another source tells in its place
     * @param later what editions hold whose windows end later, and which of them
     * @param from what was published before it is left out; null for nothing
     */
    record Scope(
            Window window,
            ZoneId zone,
            Set<Taken> before,
            Map<Taken, String> held,
            Map<Taken, String> later,
            @Nullable Instant from) {}

    /** @param troubles why sources could not be had, by their keys */
    Assembly(FoundItems items, Scope scope, Map<String, String> troubles) {
        this.items = items;
        this.scope = scope;
        this.troubles = troubles;
    }

    record Ask(SourceBlock block, Request request) {}

    /**
     * What became of a source.
     *
     * @param text that stands in its place
     * @param taken what is in it, with the lines of each item
     */
    record Made(Ask ask, Resolved resolved, String text, Map<Taken, String> taken) {}

    /**
     * An entry that may be taken.
     *
     * @param refs the items that it is made of
     * @param written what it becomes
     * @param page by which it is known where another source has it too; may be empty
     * @param title as people call it
     */
    record Due(Set<Taken> refs, String written, String page, String title) {}

    /** Of a hundred thousand items only what is needed of them is kept until all sources are done. */
    private record Candidate(Found item, Due due) {}

    /** What is taken of a source. */
    static final class Choice {
        final Ask ask;
        /** All that may be taken, in the order in which it is to stand. */
        final List<Due> due;

        final List<Due> taken;
        final Gathered entries;
        /** How many wait, since only so many are wanted. */
        final int left;

        Choice(Ask ask, List<Due> due, List<Due> taken, Gathered entries, int left) {
            this.ask = ask;
            this.due = due;
            this.taken = taken;
            this.entries = entries;
            this.left = left;
        }

        String name() {
            return ask.request().toString();
        }
    }

    /** In their order. Only those of one realm can want the same item, so the realms are done side by side. */
    List<Made> of(List<Ask> asks) {
        Map<String, List<Ask>> realms = asks.stream()
                .collect(Collectors.groupingBy(ask -> ask.request().realm(), LinkedHashMap::new, Collectors.toList()));
        Map<String, List<Choice>> chosen = new LinkedHashMap<>();
        Set<Taken> repeats = new HashSet<>();
        Set<String> open = realms.keySet();
        while (true) {
            List<String> now = List.copyOf(open);
            List<List<Choice>> anew =
                    Abreast.each(now, realm -> ofRealm(realm, realms.getOrDefault(realm, List.of()), repeats));
            for (int i = 0; i < now.size(); i++) {
                chosen.put(now.get(i), anew.get(i));
            }
            List<Choice> all = chosen.values().stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(
                            choice -> choice.ask.block().at().line()))
                    .toList();
            Tellers tellers = new Tellers(all, this::isShown);
            Set<Taken> more = tellers.repeats();
            more.removeAll(repeats);
            if (more.isEmpty()) {
                Map<Choice, Map<String, List<String>>> others = tellers.others();
                return Abreast.each(all, choice -> made(choice, tellers, others.getOrDefault(choice, Map.of())));
            }
            // A source has room now for what had to wait, and that may be told by another one too.
            repeats.addAll(more);
            open = more.stream().map(Taken::source).collect(Collectors.toSet());
        }
    }

    /** The first of them that can take an item does. */
    private List<Choice> ofRealm(String realm, List<Ask> asks, Set<Taken> repeats) {
        Set<String> taken = new HashSet<>();
        List<Choice> all = new ArrayList<>();
        for (Ask ask : asks) {
            Choice choice = choice(ask, realm, taken, repeats);
            choice.taken.forEach(entry -> entry.refs().forEach(ref -> taken.add(ref.item())));
            all.add(choice);
        }
        return all;
    }

    private Choice choice(Ask ask, String realm, Set<String> taken, Set<Taken> repeats) {
        Request request = ask.request();
        Gathered entries = new Gathered(new BlockWriter(request.options().kind(), scope.zone()));
        List<Candidate> all = candidates(request, realm, taken, entries);
        List<Candidate> own = all.stream()
                .filter(each -> each.due().refs().stream().noneMatch(repeats::contains))
                .toList();
        long room = request.options().max()
                - own.stream().filter(each -> isHeld(each.due())).count();
        List<Due> chosen = new ArrayList<>();
        for (Candidate each : own) {
            // What the edition holds already stays in it, whatever is newer.
            if (isHeld(each.due()) || room-- > 0) {
                entries.add(each.item(), each.due().written());
                chosen.add(each.due());
            }
        }
        List<Due> due = all.stream().map(Candidate::due).toList();
        return new Choice(ask, due, chosen, entries, own.size() - chosen.size());
    }

    private boolean isHeld(Due entry) {
        return entry.refs().stream().anyMatch(scope.held()::containsKey);
    }

    private boolean isShown(Due entry) {
        return entry.refs().stream()
                .anyMatch(ref -> !scope.held().getOrDefault(ref, "").isEmpty());
    }

    /** What may be taken, in the order in which it is to stand. */
    private List<Candidate> candidates(Request request, String realm, Set<String> taken, Gathered entries) {
        List<Found> free = items.eligible(request, scope.from(), scope.window().to()).stream()
                .filter(item -> !taken.contains(item.id()) && !scope.before().contains(new Taken(realm, item.id())))
                .toList();
        List<Query.Entry> wanted = request.query().entries(free);
        Iterator<Optional<String>> written =
                entries.written(wanted.stream().map(Query.Entry::item).toList()).iterator();
        List<Candidate> candidates = new ArrayList<>();
        for (Query.Entry entry : wanted) {
            Found item = entry.item();
            Set<Taken> refs =
                    entry.ids().stream().map(id -> new Taken(realm, id)).collect(Collectors.toUnmodifiableSet());
            written.next()
                    .map(yaml -> new Due(refs, yaml, entries.page(item), item.first("title")))
                    .ifPresent(due -> candidates.add(new Candidate(item, due)));
        }
        return candidates;
    }

    /** @param others titles of what other sources have too, by the names of those */
    private Made made(Choice choice, Tellers tellers, Map<String, List<String>> others) {
        Map<Taken, String> taken = new LinkedHashMap<>();
        choice.taken.forEach(entry -> entry.refs().forEach(ref -> taken.put(ref, entry.written())));
        Map<String, Integer> elsewhere = new LinkedHashMap<>();
        for (Due entry : choice.due) {
            tellers.inPlaceOf(entry, choice).ifPresent(teller -> {
                entry.refs().forEach(ref -> taken.put(ref, ""));
                elsewhere.merge(teller.name(), 1, Integer::sum);
            });
        }
        Map<String, Integer> later = later(choice);
        List<String> notes = new ArrayList<>();
        elsewhere.forEach((source, count) -> notes.add(count(count) + " left out, which " + source + " has too"));
        later.forEach((edition, count) -> notes.add(count(count) + " in " + edition + " too"));
        Request request = choice.ask.request();
        String trouble = troubles.get(request.key());
        FoundItems.Told remarks = items.remarks(request);
        Resolved resolved = new Resolved(
                request.toString(),
                choice.entries.count(),
                choice.left,
                request.options().optional(),
                trouble,
                remarks.all(),
                remarks.brief(),
                notes);
        String comment = comment(choice, later, others);
        return new Made(choice.ask, resolved, text(choice.ask, choice.entries, comment, trouble), taken);
    }

    private static String count(int count) {
        return count == 1 ? "1 item" : count + " items";
    }

    /** How many of what is taken each later edition holds. */
    private Map<String, Integer> later(Choice choice) {
        Map<String, Integer> later = new LinkedHashMap<>();
        for (Due entry : choice.taken) {
            entry.refs().stream()
                    .flatMap(ref -> Optional.ofNullable(scope.later().get(ref)).stream())
                    .findFirst()
                    .ifPresent(edition -> later.merge(edition, 1, Integer::sum));
        }
        return later;
    }

    private String comment(Choice choice, Map<String, Integer> later, Map<String, List<String>> others) {
        StringBuilder comment = new StringBuilder(choice.name())
                .append(", ")
                .append(scope.window().in(scope.zone()));
        if (choice.left > 0) {
            comment.append("; ").append(choice.left).append(" more wait for the next edition");
        }
        later.forEach((edition, count) -> comment.append("; ")
                .append(count)
                .append(" of them in ")
                .append(edition)
                .append(" too"));
        others.entrySet().stream()
                .limit(NAMED)
                .forEach(other -> comment.append("; in ")
                        .append(other.getKey())
                        .append(" too: ")
                        .append(named(other.getValue())));
        if (others.size() > NAMED) {
            comment.append("; some in ").append(others.size() - NAMED).append(" more sources");
        }
        return comment.toString();
    }

    private static String named(List<String> titles) {
        String first =
                titles.stream().limit(NAMED).map(title -> "“" + title + "”").collect(Collectors.joining(", "));
        return titles.size() > NAMED ? first + " and " + (titles.size() - NAMED) + " more" : first;
    }

    private static String text(Ask ask, Gathered entries, String comment, @Nullable String trouble) {
        List<String> parts = new ArrayList<>();
        Request request = ask.request();
        if (entries.count() > 0) {
            parts.addAll(entries.parts(request.options().title(), comment));
        } else if (trouble == null && request.options().empty() != null) {
            parts.add(request.options().empty());
        }
        if (trouble != null) {
            parts.add(FailedSource.block(ask.block(), trouble));
        }
        return String.join("\n\n", parts);
    }
}
