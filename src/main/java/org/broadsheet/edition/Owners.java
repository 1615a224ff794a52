package org.broadsheet.edition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.broadsheet.mail.MailAddress;

/**
 * Who writes sections; {@code owners:} in {@code broadsheet.yaml}.
 *
 * @param people by the name that sections give, without {@code @} and in lower case
 */
public record Owners(Map<String, MailAddress> people) {
    public static final Owners NONE = new Owners(Map.of());

    public Owners {
        Map<String, MailAddress> known = new TreeMap<>();
        people.forEach((name, address) -> known.put(key(name), address));
        people = Map.copyOf(known);
    }

    /** As the same name is always written. */
    public static String key(String name) {
        return name.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The address of an owner.
     *
     * @param owner {@code @someone}, {@code someone}, or an address itself
     * @return empty when nobody is called so
     */
    public Optional<MailAddress> find(String owner) {
        Optional<MailAddress> known = Optional.ofNullable(people.get(key(owner)));
        return known.isPresent() || owner.strip().startsWith("@") ? known : MailAddress.parse(owner.strip());
    }

    /** Their names, in the order of the alphabet. */
    public List<String> names() {
        return people.keySet().stream().sorted().toList();
    }
}
