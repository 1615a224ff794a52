package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.broadsheet.edition.Assembly.Choice;
import org.broadsheet.edition.Assembly.Due;
import org.broadsheet.edition.Drafts.Taken;

/** Which source of an edition tells of each page: the one with which the edition shows it already, else the first that has it. */
final class Tellers {
    private static final int LONGEST_TITLE = 60;

    private final List<Choice> all;
    private final Predicate<Due> isShown;
    private final Map<String, Choice> tellers = new HashMap<>();

    /** @param isShown whether the edition has an entry already, before it is drafted again */
    Tellers(List<Choice> all, Predicate<Due> isShown) {
        this.all = all;
        this.isShown = isShown;
        enter(isShown);
        enter(isShown.negate());
    }

    private void enter(Predicate<Due> which) {
        for (Choice choice : all) {
            choice.taken.stream()
                    .filter(entry -> !entry.page().isEmpty())
                    .filter(which)
                    .forEach(entry -> tellers.putIfAbsent(entry.page(), choice));
        }
    }

    /** Which other source tells of the page of an entry; empty where none does. */
    Optional<Choice> inPlaceOf(Due entry, Choice of) {
        return isShown.test(entry)
                ? Optional.empty()
                : Optional.ofNullable(tellers.get(entry.page())).filter(teller -> teller != of);
    }

    /** What another source tells already, also of what would have to wait: the next edition must not tell it again. */
    Set<Taken> repeats() {
        Set<Taken> repeats = new HashSet<>();
        for (Choice choice : all) {
            choice.due.stream()
                    .filter(entry -> inPlaceOf(entry, choice).isPresent())
                    .forEach(entry -> repeats.addAll(entry.refs()));
        }
        return repeats;
    }

    /** The titles of what other sources have too, by the names of those, for each that tells it. */
    Map<Choice, Map<String, List<String>>> others() {
        Map<Choice, Map<String, List<String>>> others = new HashMap<>();
        for (Choice choice : all) {
            for (Due entry : choice.due) {
                inPlaceOf(entry, choice)
                        .ifPresent(teller -> others.computeIfAbsent(teller, key -> new LinkedHashMap<>())
                                .computeIfAbsent(choice.name(), key -> new ArrayList<>())
                                .add(shortened(entry.title())));
            }
        }
        return others;
    }

    private static String shortened(String title) {
        boolean isLong = title.codePointCount(0, title.length()) > LONGEST_TITLE;
        return isLong ? title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE)) + "…" : title;
    }
}
