package org.broadsheet.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names and addresses are of one person: {@code .mailmap} (gitmailmap). */
final class GitMailmap {
    static final GitMailmap NONE = new GitMailmap();

    private static final Pattern LINE = Pattern.compile("([^<#]*+)<([^>]*+)>(?:([^<#]*+)<([^>]*+)>)?+\\s*+(?:#.*)?");

    private final Map<String, Person> people = new HashMap<>();

    private GitMailmap() {}

    /** @param address in lower case: who it is, and nothing that anybody is shown */
    record Person(String name, String address) {}

    static GitMailmap parse(String text) {
        GitMailmap map = new GitMailmap();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                boolean isPair = matcher.group(4) != null;
                String found = lower(isPair ? matcher.group(4) : matcher.group(2));
                String name = isPair && matcher.group(3) != null ? lower(matcher.group(3)) : "";
                Person proper = new Person(matcher.group(1).strip(), lower(matcher.group(2)));
                map.people.merge(
                        key(name, found),
                        proper,
                        (before, after) -> after.name().isEmpty() ? new Person(before.name(), after.address()) : after);
            }
        });
        return map;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String key(String name, String address) {
        return name + "\n" + address;
    }

    /** The person behind a name and an address. */
    Person person(String name, String address) {
        Person proper = people.get(key(lower(name), lower(address)));
        if (proper == null) {
            proper = people.get(key("", lower(address)));
        }
        return proper == null
                ? new Person(name.strip(), lower(address))
                : new Person(proper.name().isEmpty() ? name.strip() : proper.name(), proper.address());
    }
}
