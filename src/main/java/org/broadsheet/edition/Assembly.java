package org.broadsheet.edition;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.source.Found;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Query;
import org.broadsheet.source.Request;
import org.broadsheet.text.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due in an edition from what its sources have brought. What two sources tell of one page stands there twice, and the
 * preflight warns of it: whether it is the same, and which of them tells it better, a person sees.
 */
final class Assembly {
    private final FoundItems items;
    private final Scope scope;
    private final Answers answers;

    /**
     * What one edition may hold.
     *
     * @param before what earlier editions hold, and not this one too
     * @param held what this one holds already
     * @param settled what it took of this very window when that was over
     * @param later what editions hold whose windows end later, and which of them
     * @param from what was published before it is left out; null for nothing
     */
    record Scope(
            Window window,
            ZoneId zone,
            Set<Taken> before,
            Set<Taken> held,
            Set<Taken> settled,
            Map<Taken, String> later,
            @Nullable Instant from) {}

    /**
     * How the sources stand, by their keys.
     *
     * @param troubles why they could not be had
     * @param late those that were asked for the first time after the window's end
     */
    record Answers(Map<String, String> troubles, Set<String> late) {}

    Assembly(FoundItems items, Scope scope, Answers answers) {
        this.items = items;
        this.scope = scope;
        this.answers = answers;
    }

    record Ask(SourceBlock block, Request request) {}

    /**
     * An entry that may be taken.
     *
     * @param refs the items that it is made of
     * @param written what it becomes
     */
    private record Due(Found item, Set<Taken> refs, String written) {}

    /**
     * What became of a source.
     *
     * @param text that stands in its place
     * @param taken what is in it, with the lines of each item
     */
    record Made(Ask ask, Resolved resolved, String text, Map<Taken, String> taken) {
        Made noting(List<String> notes) {
            return new Made(ask, resolved.noting(notes), text, taken);
        }
    }

    /** In their order. Only those of one realm can want the same item, so the realms are done side by side. */
    List<Made> of(List<Ask> asks) {
        Map<String, List<Ask>> realms = asks.stream()
                .collect(Collectors.groupingBy(ask -> ask.request().realm(), LinkedHashMap::new, Collectors.toList()));
        return Abreast.each(List.copyOf(realms.entrySet()), realm -> ofRealm(realm.getKey(), realm.getValue())).stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(made -> made.ask().block().at().line()))
                .toList();
    }

    /** The first of them that can take an item does. */
    private List<Made> ofRealm(String realm, List<Ask> asks) {
        Set<String> taken = new HashSet<>();
        List<Made> all = new ArrayList<>();
        Map<String, Shared> places = new HashMap<>();
        for (Ask ask : asks) {
            Shared place = places.computeIfAbsent(ask.request().key(), key -> new Shared());
            Made made = made(ask, realm, taken, place);
            made.taken().keySet().forEach(ref -> taken.add(ref.item()));
            place.last = all.size();
            all.add(made);
        }
        places.values().stream().filter(place -> !place.unclaimed.isEmpty()).forEach(place -> {
            Made made = all.get(place.last);
            List<String> notes = place.unclaimed.values().stream()
                    .map(made.ask().request().query()::unclaimed)
                    .toList();
            all.set(place.last, made.noting(notes));
        });
        return all;
    }

    /** What several blocks find at one place, each of which may mean a part of it. */
    private static final class Shared {
        private final Set<String> claimed = new HashSet<>();
        private final Map<String, Found> unclaimed = new TreeMap<>();
        private int last;

        boolean isClaimed(Request request, Found item) {
            boolean isClaimed = request.query().wants(item);
            if (isClaimed) {
                claimed.add(item.id());
                unclaimed.remove(item.id());
            } else if (!claimed.contains(item.id())) {
                unclaimed.put(item.id(), item);
            }
            return isClaimed;
        }
    }

    private Made made(Ask ask, String realm, Set<String> taken, Shared place) {
        Request request = ask.request();
        Gathered entries = new Gathered(new BlockWriter(request.options().kind(), scope.zone()));
        Map<Taken, String> took = new LinkedHashMap<>();
        Map<String, Integer> later = new LinkedHashMap<>();
        int left = 0;
        List<Due> due = due(request, realm, taken, entries, place);
        long room = request.options().max() - due.stream().filter(this::isHeld).count();
        for (Due entry : due) {
            // What the edition holds already stays in it, whatever is newer.
            if (!isHeld(entry) && room-- <= 0) {
                left++;
                continue;
            }
            entries.add(entry.item(), entry.written());
            entry.refs().forEach(ref -> took.put(ref, entry.written()));
            later(entry).ifPresent(edition -> later.merge(edition, 1, Integer::sum));
        }
        List<String> notes = new ArrayList<>();
        later.forEach((edition, count) -> notes.add(Counted.of(count, "item") + " in " + edition + " too"));
        String trouble = answers.troubles().get(request.key());
        FoundItems.Told remarks = items.remarks(request);
        Resolved resolved = new Resolved(
                ask.block().at(),
                request.toString(),
                entries.count(),
                left,
                request.options().optional(),
                trouble,
                remarks.all(),
                remarks.brief(),
                notes,
                answers.late().contains(request.key()));
        return new Made(ask, resolved, text(ask, entries, comment(request, left, later), trouble), took);
    }

    private boolean isHeld(Due entry) {
        return entry.refs().stream().anyMatch(scope.held()::contains);
    }

    /** Which later edition holds it. */
    private Optional<String> later(Due entry) {
        return entry.refs().stream()
                .flatMap(ref -> Optional.ofNullable(scope.later().get(ref)).stream())
                .findFirst();
    }

    /** What may be taken, in the order in which it is to stand. */
    private List<Due> due(Request request, String realm, Set<String> taken, Gathered entries, Shared place) {
        Set<String> settled = scope.settled().stream()
                .filter(ref -> ref.source().equals(realm))
                .map(Taken::item)
                .collect(Collectors.toUnmodifiableSet());
        List<Found> free = items.eligible(request, scope.from(), scope.window().to(), settled).stream()
                .filter(item -> !taken.contains(item.id()) && !scope.before().contains(new Taken(realm, item.id())))
                .filter(item -> place.isClaimed(request, item))
                .toList();
        List<Query.Entry> wanted = request.query().entries(free);
        Iterator<Optional<String>> written =
                entries.written(wanted.stream().map(Query.Entry::item).toList()).iterator();
        List<Due> due = new ArrayList<>();
        for (Query.Entry entry : wanted) {
            Set<Taken> refs =
                    entry.ids().stream().map(id -> new Taken(realm, id)).collect(Collectors.toUnmodifiableSet());
            written.next().ifPresent(yaml -> due.add(new Due(entry.item(), refs, yaml)));
        }
        return due;
    }

    private String comment(Request request, int left, Map<String, Integer> later) {
        StringBuilder comment = new StringBuilder(request.toString())
                .append(", ")
                .append(scope.window().in(scope.zone()));
        if (left > 0) {
            comment.append("; ")
                    .append(left)
                    .append(Counted.form(left, " more waits", " more wait"))
                    .append(" for the next edition");
        }
        later.forEach((edition, count) -> comment.append("; ")
                .append(count)
                .append(" of them in ")
                .append(edition)
                .append(" too"));
        return comment.toString();
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
