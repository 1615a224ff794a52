package org.broadsheet.subscriber;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that is kept of a person: giving it to them, and erasing it. Thread-safe. */
public final class PersonalData {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Database database;
    private final AddressHashes hashes;
    private final Clock clock;

    public PersonalData(Database database, AddressHashes hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** A JSON object, for people and for programs; empty when nobody has that number. */
    public Optional<String> json(long subscriberId) {
        return database.jdbi()
                .withHandle(handle -> person(handle, subscriberId).map(person -> {
                    String hash = String.valueOf(person.remove("address_hash"));
                    Map<String, Object> all = new LinkedHashMap<>(person);
                    all.put("attributes", JSON.readTree(String.valueOf(person.get("attributes"))));
                    all.put("lists", rows(handle, """
                    SELECT l.name AS list, l.title, x.state, x.evidence, x.changed_at
                    FROM subscription x JOIN mailing_list l ON l.id = x.list_id WHERE x.subscriber_id = ? ORDER BY l.name
                    """, subscriberId));
                    all.put("topics_not_wanted", rows(handle, """
                    SELECT l.name AS list, o.topic FROM topic_opt_out o JOIN mailing_list l ON l.id = o.list_id
                    WHERE o.subscriber_id = ? ORDER BY l.name, o.topic
                    """, subscriberId));
                    all.put("left", rows(handle, """
                    SELECT l.name AS list, v.at, v.consent, v.reason FROM leaving v JOIN mailing_list l ON l.id = v.list_id
                    WHERE v.subscriber_id = ? ORDER BY l.name
                    """, subscriberId));
                    all.put("sign_ups", rows(handle, """
                    SELECT l.name AS list, u.address, u.name, u.locale, u.opted_out, u.wording, u.network, u.state, u.created_at
                    FROM sign_up u JOIN mailing_list l ON l.id = u.list_id WHERE u.address_hash = ? ORDER BY u.id
                    """, hash));
                    all.put("links_asked_for", rows(handle, """
                    SELECT purpose, address, state, created_at FROM link_request WHERE subscriber_id = ? ORDER BY id
                    """, subscriberId));
                    all.put("notices", rows(handle, """
                    SELECT kind, state, reason, created_at FROM notice WHERE address_hash = ? ORDER BY id
                    """, hash));
                    all.put("editions", rows(handle, """
                    SELECT e.slug AS edition, d.state, d.reason, d.tries, d.reply_code, d.reply_status, d.reply_text, d.changed_at
                    FROM delivery d JOIN edition e ON e.id = d.edition_id WHERE d.subscriber_id = ? ORDER BY d.id
                    """, subscriberId));
                    all.put("tries", rows(handle, """
                    SELECT e.slug AS edition, a.at, a.outcome, a.reason, a.reply_code, a.reply_status, a.reply_text
                    FROM attempt a JOIN delivery d ON d.id = a.delivery_id JOIN edition e ON e.id = d.edition_id
                    WHERE d.subscriber_id = ? ORDER BY a.at
                    """, subscriberId));
                    return JSON.writeValueAsString(all) + "\n";
                }));
    }

    private static Optional<Map<String, Object>> person(Handle handle, long id) {
        return rows(handle, """
                SELECT address, address_hash, name, first_name, locale, zone, tags, attributes, created_at, updated_at
                FROM subscriber WHERE id = ?
                """, id).stream().findFirst();
    }

    private static List<Map<String, Object>> rows(Handle handle, String sql, Object parameter) {
        return handle.select(sql, parameter)
                .map((row, context) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        Object value = row.getObject(i);
                        String name = row.getMetaData().getColumnLabel(i);
                        int type = row.getMetaData().getColumnType(i);
                        boolean isTime = type == Types.TIMESTAMP_WITH_TIMEZONE || type == Types.TIMESTAMP;
                        values.put(
                                name.toLowerCase(java.util.Locale.ROOT),
                                isTime && value != null
                                        ? row.getObject(i, java.time.OffsetDateTime.class)
                                                .toInstant()
                                                .toString()
                                        : value);
                    }
                    return values;
                })
                .list();
    }

    /**
     * Forgets a person, all of it or nothing; saved when this returns. What stays is that the address must not be written to,
     * as a keyed hash, and how many an edition was sent to.
     *
     * @return false when nobody has that number
     */
    public boolean erase(long subscriberId, String evidence) {
        Instant now = clock.instant();
        return database.jdbi().inTransaction(handle -> {
            Optional<MailAddress> address = handle.select("SELECT address FROM subscriber WHERE id = ?", subscriberId)
                    .map((row, context) -> new MailAddress(row.getString(1), ""))
                    .findOne();
            if (address.isEmpty()) {
                return false;
            }
            String hash = hashes.of(address.get());
            handle.execute(
                    "INSERT INTO suppression (address_hash, reason, evidence, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    hash,
                    Suppressions.Reason.FORGOTTEN.column(),
                    Evidence.bounded(evidence),
                    now);
            handle.execute("DELETE FROM sign_up WHERE address_hash = ?", hash);
            handle.execute(
                    "DELETE FROM notice WHERE address_hash = ? OR recipient = ?",
                    hash,
                    address.get().local() + "@" + address.get().asciiDomain());
            handle.execute(
                    "UPDATE attempt SET reason = NULL, reply_text = NULL"
                            + " WHERE delivery_id IN (SELECT id FROM delivery WHERE subscriber_id = ?)",
                    subscriberId);
            handle.execute(
                    "UPDATE delivery SET reason = NULL, reply_text = NULL WHERE subscriber_id = ?", subscriberId);
            // What is owed to nobody would keep its edition from ever being sent.
            handle.execute("""
                    UPDATE delivery SET state = 'skipped', reason = 'was erased', next_try_at = NULL, changed_at = ?
                    WHERE subscriber_id = ? AND state IN ('pending', 'deferred', 'in_doubt')
                    """, now, subscriberId);
            handle.execute("DELETE FROM subscriber WHERE id = ?", subscriberId);
            return true;
        });
    }
}
