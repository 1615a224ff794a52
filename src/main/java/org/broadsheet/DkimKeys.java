package org.broadsheet;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.mail.DkimKeyParser;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Secret;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Reads {@code dkim:}, and the keys that it names. */
final class DkimKeys {
    private static final int LONGEST_FILE = 100_000;

    private DkimKeys() {}

    static List<DkimEntry> read(YamlMap root) {
        List<DkimEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.maps("dkim")) {
            DkimEntry entry = entry(map);
            if (entry != null && names.add(entry.selector() + "._domainkey." + entry.domain())) {
                entries.add(entry);
            } else if (entry != null) {
                String message = "selector '" + entry.selector() + "' of " + entry.domain() + " is already given";
                map.problems()
                        .error("duplicate-key", map.at("selector"), message, "each key has a selector of its own");
            }
        }
        return List.copyOf(entries);
    }

    private static @Nullable DkimEntry entry(YamlMap map) {
        String domain = map.optional(value -> value.parsed("a domain such as example.org", DkimKeys::domain), "domain");
        String selector = map.optional(value -> value.parsed("a selector such as s1", DkimKeys::selector), "selector");
        String key = map.optional(YamlValue::longText, "key");
        for (String required : List.of("domain", "selector", "key")) {
            if (map.value(required) == null) {
                map.missing(required);
            }
        }
        map.refuseOthers();
        return domain == null || selector == null || key == null
                ? null
                : new DkimEntry(domain, selector, new Secret(key), map.at("key"));
    }

    private static String domain(String text) {
        String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        if (!DkimKey.isDomain(ascii)) {
            throw new IllegalArgumentException(text);
        }
        return ascii;
    }

    private static String selector(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!DkimKey.isSelector(lower)) {
            throw new IllegalArgumentException(text);
        }
        return lower;
    }

    /**
     * @param files of the workspace
     * @throws InputException with every key that cannot be used
     */
    static List<DkimKey> load(List<DkimEntry> entries, Assets files) {
        Problems problems = new Problems();
        List<DkimKey> keys = new ArrayList<>();
        for (DkimEntry entry : entries) {
            DkimKey key = load(entry, files, problems);
            if (key != null) {
                keys.add(key);
            }
        }
        problems.throwIfErrors();
        return keys;
    }

    private static @Nullable DkimKey load(DkimEntry entry, Assets files, Problems problems) {
        String pem = entry.isPath() ? file(entry, files, problems) : entry.key().reveal();
        if (pem == null) {
            return null;
        }
        try {
            return DkimKeyParser.parse(entry.domain(), entry.selector(), pem);
        } catch (DkimKeyParser.Refusal refused) {
            String message = entry.source() + " cannot sign mail: " + refused.words();
            problems.error("bad-key", entry.at(), message, refused.hint());
            return null;
        }
    }

    private static @Nullable String file(DkimEntry entry, Assets files, Problems problems) {
        byte[] bytes = files.read(entry.key().reveal()).orElse(null);
        if (bytes == null) {
            String make = "make it with: broadsheet dkim keygen --domain " + entry.domain() + " --selector "
                    + entry.selector() + "; its path is relative to the workspace and stays inside it";
            String missing = entry.isShown()
                    ? "there is no key " + entry.source() + " in the workspace"
                    : "'key' is neither a file of the workspace nor a key in PEM form";
            problems.error("missing-file", entry.at(), missing, make);
            return null;
        }
        int length = Math.min(bytes.length, LONGEST_FILE);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
