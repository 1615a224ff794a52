package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value of a data file, whatever that is written in: a text, a list or a map, of which only one is not empty.
 *
 * @param line of the file where it begins
 * @param text as written; empty when there is none
 */
record Datum(int line, String text, List<Datum> list, Map<String, Datum> map) {
    static Datum text(int line, String text) {
        return new Datum(line, text, List.of(), Map.of());
    }

    static Datum list(int line, List<Datum> list) {
        return new Datum(line, "", List.copyOf(list), Map.of());
    }

    /** @param map which keeps its order */
    static Datum map(int line, Map<String, Datum> map) {
        return new Datum(line, "", List.of(), map);
    }

    boolean isEmpty() {
        return text.isBlank() && list.isEmpty() && map.isEmpty();
    }

    /** The value of a key, whatever the case in which it is written. */
    Optional<Datum> get(String key) {
        Datum exact = map.get(key);
        return exact != null
                ? Optional.of(exact)
                : map.entrySet().stream()
                        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(key.toLowerCase(Locale.ROOT)))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /**
     * What a path leads to: a key or, for what lies deeper, keys with dots between them. Of a list it is what it leads to in
     * each entry, or in one that the path names by its number, from 0.
     */
    List<Datum> at(String path) {
        if (!list.isEmpty()) {
            String number = path.split("\\.", 2)[0];
            if (number.matches("\\d{1,6}")) {
                int index = Integer.parseInt(number);
                List<Datum> one = index < list.size() ? List.of(list.get(index)) : List.of();
                String rest = path.substring(Math.min(path.length(), number.length() + 1));
                return rest.isEmpty()
                        ? one
                        : one.stream().flatMap(entry -> entry.at(rest).stream()).toList();
            }
            return list.stream().flatMap(entry -> entry.at(path).stream()).toList();
        }
        Optional<Datum> whole = get(path);
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        for (int dot = path.indexOf('.'); dot > 0 && dot + 1 < path.length(); dot = path.indexOf('.', dot + 1)) {
            Optional<Datum> outer = get(path.substring(0, dot));
            if (outer.isPresent()) {
                return outer.get().at(path.substring(dot + 1));
            }
        }
        return List.of();
    }

    /** All texts in it, however deep, in order. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (!text.isBlank()) {
            texts.add(text.strip());
        }
        Stream.concat(list.stream(), map.values().stream()).forEach(part -> texts.addAll(part.texts()));
        return texts;
    }
}
