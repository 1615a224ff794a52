package org.broadsheet.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.broadsheet.text.Counted;

/** A message as it goes over the wire, to be read by a person. */
final class RawMessage {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{60,76}={0,2}");
    private static final int SHOWN = 3; // lines of what nobody can read

    private final List<String> lines;

    RawMessage(byte[] message) {
        this.lines = List.of(new String(message, StandardCharsets.UTF_8).split("\r\n", -1));
    }

    /** @param value folded as it is sent */
    record Field(String name, String value) {}

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            if (line.isEmpty()) {
                break; // RFC 5322 §2.1
            }
            int colon = line.indexOf(':');
            if ((line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty()) { // RFC 5322 §2.2.3
                Field open = fields.remove(fields.size() - 1);
                fields.add(new Field(open.name(), open.value() + "\n" + line));
            } else if (colon > 0) {
                fields.add(new Field(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return fields;
    }

    /** All of it but the insides of pictures and attachments. */
    String text() {
        StringBuilder out = new StringBuilder();
        int run = 0;
        for (String line : lines) {
            if (BASE64.matcher(line).matches()) {
                run++;
                if (run > SHOWN) {
                    continue;
                }
            } else {
                leftOut(run, out);
                run = 0;
            }
            out.append(line).append('\n');
        }
        leftOut(run, out);
        return out.toString();
    }

    private static void leftOut(int run, StringBuilder out) {
        if (run > SHOWN) {
            out.append(String.format(
                    "[%s of base64 %s left out here]%n",
                    Counted.of(run - SHOWN, "line"), Counted.form(run - SHOWN, "is", "are")));
        }
    }
}
