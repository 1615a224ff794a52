package org.broadsheet.source;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the rows of a data file become entries. Paths are those of the file ({@link Datum#at}); an empty one means that nothing
 * is said.
 *
 * @param root where the list of rows is
 * @param id what tells a row from others
 * @param group whose values are headings
 * @param sort by the first, then by the second
 * @param map from keys of the block to paths; an empty path leaves the key out
 */
record DataShape(
        BlockKind kind,
        Optional<DataFormat> format,
        String root,
        String id,
        String group,
        List<Order> sort,
        Map<String, String> map,
        DataFilter filter) {

    /** Rows without a value come last. */
    record Order(String path, boolean falling) {
        private static final Pattern FORM = Pattern.compile("(.*?)(?:\\s+(asc|desc))?", Pattern.CASE_INSENSITIVE);
        private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

        static Order of(String text) {
            Matcher matcher = FORM.matcher(text);
            boolean matches = matcher.matches();
            return new Order(matches ? matcher.group(1) : text, matches && "desc".equalsIgnoreCase(matcher.group(2)));
        }

        int compare(Datum a, Datum b) {
            String left = first(a);
            String right = first(b);
            if (left.isEmpty() || right.isEmpty()) {
                return Boolean.compare(left.isEmpty(), right.isEmpty());
            }
            return falling ? compare(right, left) : compare(left, right);
        }

        private String first(Datum row) {
            return row.at(path).stream()
                    .flatMap(value -> value.texts().stream())
                    .findFirst()
                    .orElse("");
        }

        /** Numbers before words, so that the order is one whatever is mixed. */
        private static int compare(String left, String right) {
            boolean isLeft = NUMBER.matcher(left).matches();
            boolean isRight = NUMBER.matcher(right).matches();
            if (isLeft && isRight) {
                return new BigDecimal(left).compareTo(new BigDecimal(right));
            }
            return isLeft == isRight
                    ? left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT))
                    : Boolean.compare(isRight, isLeft);
        }
    }

    int compare(Datum a, Datum b) {
        return sort.stream()
                .mapToInt(order -> order.compare(a, b))
                .filter(result -> result != 0)
                .findFirst()
                .orElse(0);
    }
}
