package org.broadsheet.subscriber;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A cell that is a JSON object, as programs export what they know of a person beyond their own columns. */
final class CsvJson {
    private static final int LONGEST_NAME = 100;

    private CsvJson() {}

    /**
     * Each member as text under its name, spelt as columns are, a number as it is written; what is nested stays JSON.
     *
     * @return empty when the text is no object
     */
    static Optional<Map<String, String>> members(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = CsvHeader.normal(parser.currentName());
                JsonToken value = parser.nextToken();
                String written = value.isStructStart() ? nested(parser) : parser.getString();
                if (!name.isEmpty() && name.length() <= LONGEST_NAME && value != JsonToken.VALUE_NULL) {
                    members.put(name, OneLine.of(written));
                }
            }
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /** Without blanks between; its numbers, which may be larger than any type holds, as they stand there. */
    private static String nested(JsonParser parser) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (token.isNumeric()) {
                    json.writeNumber(parser.getString());
                } else {
                    json.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        return out.toString();
    }
}
