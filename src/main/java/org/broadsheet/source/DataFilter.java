package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;

/** Which rows of a data file are meant: those that meet every condition. Case does not count. */
record DataFilter(List<Condition> conditions) {
    /**
     * @param path in a row
     * @param values in lower case
     */
    record Condition(String path, Test test, List<String> values) {
        boolean holds(Datum row) {
            List<String> there = row.at(path).stream()
                    .flatMap(value -> value.texts().stream())
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
            return switch (test) {
                case IS -> there.stream().anyMatch(values::contains);
                case NOT -> there.stream().noneMatch(values::contains);
                case CONTAINS -> there.stream().anyMatch(text -> values.stream().anyMatch(text::contains));
                case PRESENT -> there.isEmpty() != Boolean.parseBoolean(values.get(0));
            };
        }
    }

    enum Test {
        /** One of the values, or that of a list is among them. */
        IS,
        NOT,
        CONTAINS,
        PRESENT
    }

    static DataFilter read(YamlMap keys) {
        YamlMap map = keys.map("filter", "where");
        List<Condition> conditions = new ArrayList<>();
        for (String path : map.keys()) {
            YamlValue value = map.value(path);
            if (value == null) {
                String hint = "give a value, or { present: false }";
                keys.problems().error("missing-key", keys.at("filter"), "'" + path + "' has no condition", hint);
            } else if (value.isMap()) {
                conditions.addAll(tests(path, value));
            } else {
                conditions.add(new Condition(path, Test.IS, texts(value).toList()));
            }
        }
        return new DataFilter(List.copyOf(conditions));
    }

    private static List<Condition> tests(String path, YamlValue value) {
        YamlMap inner = value.map();
        List<Condition> conditions = new ArrayList<>();
        if (inner == null) {
            return conditions;
        }
        for (Test test : List.of(Test.IS, Test.NOT, Test.CONTAINS)) {
            List<String> values = inner.texts(test.name().toLowerCase(Locale.ROOT)).stream()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
            if (!values.isEmpty()) {
                conditions.add(new Condition(path, test, values));
            }
        }
        if (inner.value("present") != null) {
            conditions.add(new Condition(path, Test.PRESENT, List.of("" + inner.bool("present", true))));
        }
        inner.refuseOthers();
        return conditions;
    }

    private static Stream<String> texts(YamlValue value) {
        return value.list().stream()
                .map(YamlValue::text)
                .flatMap(Stream::ofNullable)
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    boolean wants(Datum row) {
        return conditions.stream().allMatch(condition -> condition.holds(row));
    }
}
