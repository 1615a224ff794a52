package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that is kept of a person, for them to see. {@link Erasure} forgets it. Thread-safe. */
public final class PersonalData {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Database database;
    private final AddressHashes hashes;

    public PersonalData(Database database, AddressHashes hashes) {
        this.database = database;
        this.hashes = hashes;
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
                    all.put("sign_ups", signUps(handle, hash));
                    all.put("links_asked_for", rows(handle, """
                    SELECT purpose, address, state, created_at FROM link_request WHERE subscriber_id = ? ORDER BY id
                    """, subscriberId));
                    all.put("notices", notices(handle, hash));
                    all.put("suppressed", suppressions(handle, hash));
                    all.put("editions", rows(handle, """
                    SELECT e.slug AS edition, d.state, d.reason, d.tries, d.reply_code, d.reply_status, d.reply_text, d.changed_at
                    FROM delivery d JOIN edition e ON e.id = d.edition_id WHERE d.subscriber_id = ? ORDER BY d.id
                    """, subscriberId));
                    all.put("tries", rows(handle, """
                    SELECT e.slug AS edition, a.at, a.outcome, a.reason, a.reply_code, a.reply_status, a.reply_text
                    FROM attempt a JOIN delivery d ON d.id = a.delivery_id JOIN edition e ON e.id = d.edition_id
                    WHERE d.subscriber_id = ? ORDER BY a.at
                    """, subscriberId));
                    all.put("rejected_rows", rejected(new MailAddress(String.valueOf(person.get("address")), "")));
                    return JSON.writeValueAsString(all) + "\n";
                }));
    }

    private static Optional<Map<String, Object>> person(Handle handle, long id) {
        return rows(handle, """
                SELECT address, address_hash, name, first_name, locale, zone, tags, attributes, notes, created_at, updated_at
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
     * What is held on an address that may be nobody's: a sign-up that waits, a notice, a suppression.
     *
     * @return a JSON object; empty when there is nothing
     */
    public Optional<String> json(MailAddress address) {
        String hash = hashes.of(address);
        Optional<Long> subscriber = database.jdbi()
                .withHandle(handle -> handle.select("SELECT id FROM subscriber WHERE address_key = ?", address.key())
                        .mapTo(Long.class)
                        .findOne());
        if (subscriber.isPresent()) {
            return json(subscriber.get());
        }
        return database.jdbi().withHandle(handle -> {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("sign_ups", signUps(handle, hash));
            all.put("notices", notices(handle, hash));
            all.put("suppressed", suppressions(handle, hash));
            all.put("rejected_rows", rejected(address));
            boolean nothing = all.values().stream().allMatch(rows -> ((List<?>) rows).isEmpty());
            return nothing ? Optional.empty() : Optional.of(JSON.writeValueAsString(all) + "\n");
        });
    }

    /** Of files that were imported: they wait in files of their own until somebody mends them. */
    private List<List<String>> rejected(MailAddress address) {
        AddressFiles files = new AddressFiles(address);
        List<List<String>> rows = new ArrayList<>();
        for (Path file : Erasure.importFiles(database).rejected()) {
            try {
                rows.addAll(files.rows(file));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> signUps(Handle handle, String hash) {
        return rows(handle, """
                SELECT l.name AS list, u.address, u.name, u.first_name, u.locale, u.opted_out, u.wording, u.network, u.origin, u.state,
                       u.created_at
                FROM sign_up u JOIN mailing_list l ON l.id = u.list_id WHERE u.address_hash = ? ORDER BY u.id
                """, hash);
    }

    private static List<Map<String, Object>> notices(Handle handle, String hash) {
        return rows(
                handle, "SELECT kind, state, reason, created_at FROM notice WHERE address_hash = ? ORDER BY id", hash);
    }

    private static List<Map<String, Object>> suppressions(Handle handle, String hash) {
        return rows(handle, "SELECT reason, evidence, at FROM suppression WHERE address_hash = ?", hash);
    }
}
