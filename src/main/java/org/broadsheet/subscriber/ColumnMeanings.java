package org.broadsheet.subscriber;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** What whoever imports a file says of its columns, where their names alone would be misunderstood. */
public final class ColumnMeanings {
    /** Nothing was said. */
    public static final ColumnMeanings NONE = new ColumnMeanings(Map.of());

    /** Anything but a no in the column says that the person has left. */
    static final String LEFT = "left";
    /** The column is kept with the person, whatever its name seems to say. */
    static final String KEPT = "kept";
    /** The column is passed over. */
    static final String DROPPED = "dropped";

    private final Map<String, String> meanings; // by the normal name

    private ColumnMeanings(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /**
     * @param option how messages name it
     * @param words each as {@code NAME=MEANING}, where the name may itself hold an equals sign
     * @throws InputException for one that is not of that form, or means nothing
     */
    public static ColumnMeanings of(String option, List<String> words) {
        Map<String, String> meanings = new TreeMap<>();
        for (String word : words) {
            int sign = word.lastIndexOf('=');
            String meaning = sign < 0 ? "" : word.substring(sign + 1).strip().toLowerCase(Locale.ROOT);
            if (sign < 1 || !all().contains(meaning)) {
                throw new InputException(Problem.error(
                        "column-meaning",
                        Position.wholeFile(option),
                        "'" + word + "' does not say what a column means",
                        "write NAME=MEANING; " + Nearest.hint(meaning, all())));
            }
            meanings.put(CsvHeader.normal(word.substring(0, sign)), meaning);
        }
        return new ColumnMeanings(meanings);
    }

    private static List<String> all() {
        return Stream.concat(
                        Stream.of(LEFT, KEPT, DROPPED),
                        Arrays.stream(CsvColumns.Known.values()).map(CsvColumns.Known::header))
                .toList();
    }

    /** @param name in its normal form */
    @Nullable
    String of(String name) {
        return meanings.get(name);
    }

    /** One of those that the file does not have. */
    Optional<String> missingFrom(List<String> names) {
        return meanings.keySet().stream().filter(name -> !names.contains(name)).findFirst();
    }

    /** The same for the same meanings. */
    @Override
    public String toString() {
        return meanings.toString();
    }
}
