package org.broadsheet.subscriber;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people change about themselves. Thread-safe. */
public final class Preferences {
    private static final int LONGEST_NAME = 200;

    private final Database database;
    private final Clock clock;

    public Preferences(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static final Pattern PLACE =
            Pattern.compile("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC");

    /** A zone by its name, as stored, whatever its capitals; empty for what is none. */
    public static Optional<ZoneId> zone(String text) {
        String name = text.strip();
        return Regional.zone(name)
                .or(() -> ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.equalsIgnoreCase(name.replace(' ', '_')))
                        .findFirst())
                .map(ZoneId::of);
    }

    /** Zones that are named after places, to choose from, sorted. */
    public static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> PLACE.matcher(id).matches())
                .sorted()
                .toList();
    }

    /**
     * @param name of any length, as is the next; either may be empty
     * @param locale BCP 47; null for that of the newsletter
     */
    public void describe(
            long subscriberId, String name, String firstName, @Nullable String locale, @Nullable ZoneId zone) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                UPDATE subscriber SET name = :name, first_name = :first, locale = :locale, zone = :zone,
                                                      updated_at = :now
                                WHERE id = :id
                                """)
                        .bind("id", subscriberId)
                        .bind("name", bounded(name))
                        .bind("first", bounded(firstName))
                        .bind("locale", locale)
                        .bind("zone", zone == null ? null : zone.getId())
                        .bind("now", clock.instant())
                        .execute());
    }

    private static String bounded(String name) {
        String line = OneLine.of(name);
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
    }

    /** @param all topics that were offered: what is known of others stays */
    public void choose(SubscriptionRef ref, Collection<String> all, Collection<String> wanted) {
        Instant now = clock.instant();
        database.jdbi().useTransaction(handle -> {
            if (isSubscribed(handle, ref)) {
                OptOuts.save(handle, ref, all, wanted);
                handle.execute("UPDATE subscriber SET updated_at = ? WHERE id = ?", now, ref.subscriberId());
            }
        });
    }

    private static boolean isSubscribed(Handle handle, SubscriptionRef ref) {
        return handle.select(
                                "SELECT count(*) FROM subscription"
                                        + " WHERE subscriber_id = ? AND list_id = ? AND state = 'confirmed'",
                                ref.subscriberId(),
                                ref.listId())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
