package org.broadsheet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.mail.DkimKey;

/** What DNS must say of a key, as people and programs read it. */
final class DkimRecord {
    private static final int LONGEST = 255; // RFC 1035 §3.3: a character-string

    private DkimRecord() {}

    /** The record's text in the pieces that DNS keeps it in. */
    static List<String> strings(DkimKey key) {
        String text = key.dnsText();
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < text.length(); i += LONGEST) {
            strings.add(text.substring(i, Math.min(text.length(), i + LONGEST)));
        }
        return strings;
    }

    /** A line of a zone file, for people to copy. */
    static void say(DkimKey key, Terminal terminal) {
        List<String> strings = strings(key);
        terminal.say("  " + key.dnsName() + ". IN TXT (");
        for (int i = 0; i < strings.size(); i++) {
            terminal.say("    \"" + strings.get(i) + "\"" + (i == strings.size() - 1 ? " )" : ""));
        }
    }

    static Map<String, Object> json(DkimKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("domain", key.domain());
        json.put("selector", key.selector());
        json.put("type", key.type().tag());
        json.put("bits", key.bits());
        json.put("name", key.dnsName());
        json.put("text", key.dnsText());
        json.put("strings", strings(key));
        return json;
    }

    /** Why receivers may think little of a key; empty when they will not. */
    static String weakness(DkimKey key) {
        return key.type() == DkimKey.Type.RSA && key.bits() < DkimKey.WISE_BITS
                ? key + " has fewer than " + DkimKey.WISE_BITS + " bits; make a new one under another selector"
                : "";
    }
}
