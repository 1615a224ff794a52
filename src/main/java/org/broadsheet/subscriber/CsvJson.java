package org.broadsheet.subscriber;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cell that is a JSON object, as programs export what they know of a person beyond their own columns. */
final class CsvJson {
    private static final int LONGEST_NAME = 100;

    private CsvJson() {}

    /**
     * Each member as text under its name, spelt as columns are; what is nested stays JSON.
     *
     * @return empty when the text is no object
     */
    static Optional<Map<String, String>> members(String text) {
        JsonNode object;
        try {
            object = JsonMapper.shared().readTree(text);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        if (!object.isObject()) {
            return Optional.empty();
        }
        Map<String, String> members = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            String name = CsvHeader.normal(member.getKey());
            JsonNode value = member.getValue();
            if (!name.isEmpty() && name.length() <= LONGEST_NAME && !value.isNull()) {
                members.put(name, OneLine.of(value.isValueNode() ? value.asString() : value.toString()));
            }
        });
        return Optional.of(members);
    }
}
