package org.broadsheet.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Everybody who is known, whatever list they are on. */
public final class Subscribers {
    /** What {@link #read} needs of a row; {@code s} is the subscriber. */
    public static final String COLUMNS =
            "s.id, s.address, s.name, s.first_name, s.locale, s.zone, s.tags, s.attributes";

    private static final String NO_ATTRIBUTES = "{}";
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Database database;

    public Subscribers(Database database) {
        this.database = database;
    }

    public Optional<Subscriber> find(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM subscriber s WHERE s.id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Any spelling of the address finds the person. */
    public Optional<Subscriber> find(MailAddress address) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT " + COLUMNS + " FROM subscriber s WHERE s.address_key = :key")
                        .bind("key", address.key())
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** How many people a list would reach now: confirmed and not suppressed. */
    public long reachable(MailingList list) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT count(*) FROM subscriber s
                                JOIN subscription x ON x.subscriber_id = s.id
                                WHERE x.list_id = :list AND x.state = 'confirmed'
                                  AND \
                                """ + Suppressions.NONE_OF_S)
                        .bind("list", list.id())
                        .mapTo(Long.class)
                        .one());
    }

    /** How many of those whom a list would reach are in each time zone; the key is empty for those of whom none is known. */
    public Map<String, Long> zones(MailingList list) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                SELECT COALESCE(s.zone, ''), count(*) FROM subscriber s
                                JOIN subscription x ON x.subscriber_id = s.id
                                WHERE x.list_id = :list AND x.state = 'confirmed'
                                  AND \
                                """ + Suppressions.NONE_OF_S + " GROUP BY COALESCE(s.zone, '')")
                                .bind("list", list.id())
                                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many on a list get no mail until they confirm. */
    public long unconfirmed(MailingList list) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM subscription WHERE list_id = :list AND state = 'unconfirmed'")
                        .bind("list", list.id())
                        .mapTo(Long.class)
                        .one());
    }

    /** Some of those whom a list would reach now, by address. */
    public List<Subscriber> some(MailingList list, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + """
                                 FROM subscriber s
                                JOIN subscription x ON x.subscriber_id = s.id
                                WHERE x.list_id = :list AND x.state = 'confirmed'
                                  AND \
                                """ + Suppressions.NONE_OF_S + """
                                 ORDER BY s.address
                                LIMIT :most
                                """)
                        .bind("list", list.id())
                        .bind("most", most)
                        .map((row, context) -> read(row))
                        .list());
    }

    /** The topics of a list that somebody does not want. */
    public Set<String> optedOut(Subscriber subscriber, MailingList list) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT topic FROM topic_opt_out WHERE subscriber_id = :subscriber AND list_id = :list
                                """)
                        .bind("subscriber", subscriber.id())
                        .bind("list", list.id())
                        .mapTo(String.class)
                        .set());
    }

    /** Reads {@link #COLUMNS} of the row that the cursor stands on. */
    public static Subscriber read(ResultSet row) throws SQLException {
        String zone = row.getString("zone"); // null when not known
        return new Subscriber(
                row.getLong("id"),
                new MailAddress(row.getString("address"), row.getString("name")),
                row.getString("first_name"),
                row.getString("locale"),
                zone == null ? null : ZoneId.of(zone),
                splitTags(row.getString("tags")),
                attributes(row.getString("attributes")));
    }

    static @Nullable String localeColumn(Subscriber subscriber) {
        return subscriber.locale();
    }

    static @Nullable String zoneColumn(Subscriber subscriber) {
        return subscriber.zone() == null ? null : subscriber.zone().getId();
    }

    static Map<String, String> attributes(String column) {
        return JSON.readValue(column, TEXTS);
    }

    /** The names and values in the column, without a map that holds them. */
    static void eachAttribute(String column, BiConsumer<String, String> each) {
        if (NO_ATTRIBUTES.equals(column)) {
            return;
        }
        try (JsonParser parser = JSON.createParser(column)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    each.accept(parser.currentName(), parser.getString());
                }
            }
        }
    }

    /** Adds the names in the column, which has them as {@link #attributesColumn} wrote them. */
    static void addAttributeNames(String column, Set<String> names) {
        try (JsonParser parser = JSON.createParser(column)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
    }

    static String attributesColumn(Subscriber subscriber) {
        return JSON.writeValueAsString(subscriber.attributes());
    }

    static String tagsColumn(Subscriber subscriber) {
        return String.join(";", subscriber.tags());
    }

    static Set<String> splitTags(String joined) {
        return Arrays.stream(joined.split(";"))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toSet());
    }
}
