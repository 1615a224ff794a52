package org.broadsheet;

import java.util.List;
import java.util.stream.Stream;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;

/** Reads {@code editors:}. */
final class EditorsKeys {
    private EditorsKeys() {}

    static List<MailAddress> read(YamlMap root) {
        YamlValue editors = root.value("editors");
        return editors == null
                ? List.of()
                : editors.list().stream()
                        .map(value -> value.parsed(
                                "an address such as Ann Editor <ann@example.org>",
                                text -> MailAddress.parse(text).orElseThrow(() -> new IllegalArgumentException(text))))
                        .flatMap(Stream::ofNullable)
                        .distinct()
                        .toList();
    }
}
