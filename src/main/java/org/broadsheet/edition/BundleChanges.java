package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.edition.Outline.Part;
import org.broadsheet.edition.Outline.Piece;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says in words in what an edition differs from what was approved of it. */
public final class BundleChanges {
    private static final int MOST = 20;

    private BundleChanges() {}

    /**
     * A line for each file that differs, and for the text and the configuration one for each part of it that does.
     *
     * @param file how messages name the text
     */
    public static List<String> between(Bundle approved, Bundle now, String file) {
        List<String> changes = new ArrayList<>();
        Set<String> paths = new TreeSet<>(approved.files().keySet());
        paths.addAll(now.files().keySet());
        Set<String> named = new LinkedHashSet<>();
        for (String path : paths) {
            byte[] before = approved.files().get(path);
            byte[] after = now.files().get(path);
            if (Arrays.equals(before, after)) {
                continue;
            }
            if (path.equals(Bundle.EDITION) && before != null && after != null) {
                changes.addAll(0, ofText(text(before), text(after), file));
            } else if (path.equals(Bundle.SETTINGS) && before != null && after != null) {
                changes.addAll(ofSettings(before, after));
            } else if (named.add(shown(path))) {
                String what = before == null ? " is new" : after == null ? " is not used any more" : " was changed";
                changes.add(shown(path) + what);
            }
        }
        if (changes.size() <= MOST) {
            return List.copyOf(changes);
        }
        List<String> most = new ArrayList<>(changes.subList(0, MOST));
        most.add((changes.size() - MOST) + " more");
        return most;
    }

    /** What was made of a picture is named by the picture. */
    private static String shown(String path) {
        return path.startsWith("made:") ? path.replaceFirst("^made:[^:]*:", "") : path;
    }

    /** In which sections and lines a text differs. */
    public static List<String> ofText(String approved, String now, String file) {
        Outline before = Outline.of(approved);
        Outline after = Outline.of(now);
        List<String> changes = new ArrayList<>();
        if (!before.front.equals(after.front)) {
            changes.add(file + ": the front matter was changed (" + keys(before.front, after.front) + ")");
        }
        Map<Piece, Integer> lines = lines(after);
        Set<Part> met = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        for (Part part : after.parts) {
            Part old = before.parts.stream()
                    .filter(each -> each.id().equals(part.id()) && !met.contains(each))
                    .findFirst()
                    .orElse(null);
            String name = part.id().isEmpty() ? "the opening" : "section '" + part.title() + "'";
            if (old == null) {
                changes.add(file + ":" + first(part, lines) + ": " + name + " is new");
                continue;
            }
            met.add(old);
            changed(old, part, lines)
                    .ifPresent(where -> changes.add(file + ":" + where + ": " + name + " was changed"));
        }
        before.parts.stream()
                .filter(part -> !met.contains(part))
                .forEach(part -> changes.add(file + ": section '" + part.title() + "' is gone"));
        boolean moved = changes.isEmpty() && !approved.equals(now);
        return moved ? List.of(file + ": its sections stand in another order, or its empty lines do") : changes;
    }

    private static Map<Piece, Integer> lines(Outline outline) {
        Map<Piece, Integer> lines = new IdentityHashMap<>();
        int line = outline.firstLine();
        for (Piece piece : Pairing.all(outline).toList()) {
            lines.put(piece, line);
            line += piece.lines.size() + piece.gap.size();
        }
        return lines;
    }

    private static int first(Part part, Map<Piece, Integer> lines) {
        return part.pieces().isEmpty() ? 1 : lines.getOrDefault(part.pieces().get(0), 1);
    }

    /** Where in the later text, as a line or from the first to the last of them. */
    private static java.util.Optional<String> changed(Part old, Part part, Map<Piece, Integer> lines) {
        Map<Piece, Piece> same =
                Alignment.of(part.pieces(), old.pieces(), (one, other) -> one.lines.equals(other.lines));
        List<Integer> numbers = new ArrayList<>();
        for (Alignment.Run run : Alignment.runs(part.pieces(), old.pieces(), same)) {
            for (int i = 0; i < run.one().size(); i++) {
                Piece piece = run.one().get(i);
                numbers.addAll(differing(
                        i < run.other().size() ? run.other().get(i).lines : List.of(),
                        piece.lines,
                        lines.getOrDefault(piece, 1)));
            }
            if (run.other().size() > run.one().size()) {
                numbers.add(first(part, lines)); // something is gone from it
            }
        }
        if (numbers.isEmpty()) {
            return java.util.Optional.empty();
        }
        int least = java.util.Collections.min(numbers);
        int most = java.util.Collections.max(numbers);
        return java.util.Optional.of(least == most ? Integer.toString(least) : least + "-" + most);
    }

    /** The first and the last line that is not the same from either end. */
    private static List<Integer> differing(List<String> old, List<String> now, int first) {
        int begin = 0;
        while (begin < now.size() && begin < old.size() && now.get(begin).equals(old.get(begin))) {
            begin++;
        }
        int end = now.size();
        int other = old.size();
        while (end > begin && other > begin && now.get(end - 1).equals(old.get(other - 1))) {
            end--;
            other--;
        }
        return List.of(first + Math.min(begin, now.size() - 1), first + Math.max(begin, end - 1));
    }

    private static String keys(List<String> before, List<String> after) {
        Set<String> keys = new LinkedHashSet<>();
        Map<String, List<String>> old = FrontLinesMerge.keys(before);
        Map<String, List<String>> now = FrontLinesMerge.keys(after);
        now.forEach((key, lines) -> {
            if (!lines.equals(old.get(key))) {
                keys.add(key);
            }
        });
        old.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        return keys.isEmpty() ? "its comments" : String.join(", ", keys);
    }

    private static List<String> ofSettings(byte[] before, byte[] after) {
        Map<String, String> old = leaves(before);
        Map<String, String> now = leaves(after);
        Set<String> keys = new LinkedHashSet<>();
        now.forEach((key, value) -> {
            if (!value.equals(old.get(key))) {
                keys.add(key);
            }
        });
        old.keySet().stream().filter(key -> !now.containsKey(key)).forEach(keys::add);
        List<String> changes = new ArrayList<>();
        if (keys.remove("renderer")) {
            changes.add("this version of Broadsheet renders in another way");
        }
        if (!keys.isEmpty()) {
            changes.add("broadsheet.yaml was changed (" + String.join(", ", keys) + ")");
        }
        return changes;
    }

    /** As the configuration calls them: {@code brand.accent}, {@code images}, {@code url}. */
    private static Map<String, String> leaves(byte[] json) {
        Map<String, String> leaves = new LinkedHashMap<>();
        JsonNode root = JsonMapper.shared().readTree(json);
        root.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                String parent = entry.getKey().equals("settings") ? "" : entry.getKey() + ".";
                entry.getValue()
                        .properties()
                        .forEach(inner -> leaves.put(
                                parent + inner.getKey(), inner.getValue().toString()));
            } else {
                leaves.put(entry.getKey(), entry.getValue().toString());
            }
        });
        return leaves;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
