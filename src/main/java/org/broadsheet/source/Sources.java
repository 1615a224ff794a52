package org.broadsheet.source;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** The kinds of sources that there are. Thread-safe. */
public final class Sources {
    private final List<Source> kinds;

    public Sources(List<Source> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** These and one more. */
    public Sources and(Source more) {
        return new Sources(Stream.concat(kinds.stream(), Stream.of(more)).toList());
    }

    /**
     * Reads a {@code source} block.
     *
     * @param word behind {@code source}
     * @param at where that word stands
     * @param first where the text between the fences begins
     * @return empty when it cannot be used; then there are problems
     */
    public Optional<Request> parse(String word, Position at, Position first, String yaml, Problems problems) {
        Optional<Source> source =
                kinds.stream().filter(kind -> kind.word().equals(word)).findFirst();
        if (source.isEmpty()) {
            List<String> words = kinds.stream().map(Source::word).toList();
            problems.error("unknown-source", at, "unknown source '" + word + "'", Nearest.hint(word, words));
            return Optional.empty();
        }
        Problems own = new Problems();
        YamlValue body = YamlParser.parse(first, yaml, own);
        YamlMap keys = body == null || body.isNull() ? YamlMap.empty(first, own) : body.map();
        Request request = keys == null || own.hasErrors() ? null : read(source.get(), keys);
        problems.addAll(firstOfEach(own.list()));
        return own.hasErrors() ? Optional.empty() : Optional.ofNullable(request);
    }

    /** What is wrong with a value is said once, however many read it. */
    private static List<Problem> firstOfEach(List<Problem> problems) {
        Set<Position> places = new HashSet<>();
        return problems.stream()
                .filter(problem -> problem.rule().equals("missing-key") // which stands where the block begins
                        || places.add(problem.at())
                        || !Set.of("bad-value", "wrong-type").contains(problem.rule()))
                .sorted(Comparator.comparing((Problem problem) -> problem.at().line())
                        .thenComparing(problem -> problem.at().column()))
                .toList();
    }

    private static @Nullable Request read(Source source, YamlMap keys) {
        Query query = source.read(keys);
        SourceOptions options =
                SourceOptions.read(keys, source.kind(keys), query == null ? SourceOptions.AGE : query.age());
        keys.refuseOthers();
        return query == null ? null : new Request(source.word(), query, options);
    }
}
