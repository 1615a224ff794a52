package org.broadsheet.check;

import java.util.Locale;
import org.broadsheet.text.Severity;

/**
 * Something that the preflight looks for. The rules of one subject are an enum; what a rule is called and what is said of
 * it in the reference stands there, and the reference is made from it.
 */
public interface Rule {
    /** Of the enum's constant. */
    String name();

    RuleText text();

    /** Stable: people write it behind {@code --ignore}, programs read it in the JSON. */
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of most findings; some rules lower it where less is at stake. */
    default Severity severity() {
        return text().severity();
    }

    /** False where ignoring it would send a mail that lacks something or that cannot be made at all. */
    default boolean canBeIgnored() {
        return true;
    }
}
