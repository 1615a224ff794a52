package org.broadsheet.subscriber;

import java.util.List;
import java.util.Optional;
import org.broadsheet.store.Database;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jdbi.v3.core.mapper.RowMapper;

/** The mailing lists of a workspace. */
public final class MailingLists {
    private static final RowMapper<MailingList> LIST =
            (row, context) -> new MailingList(row.getLong("id"), row.getString("name"), row.getString("title"));

    private final Database database;

    public MailingLists(Database database) {
        this.database = database;
    }

    public Optional<MailingList> find(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id, name, title FROM mailing_list WHERE name = :name")
                        .bind("name", name)
                        .map(LIST)
                        .findOne());
    }

    public Optional<MailingList> find(long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id, name, title FROM mailing_list WHERE id = :id")
                        .bind("id", id)
                        .map(LIST)
                        .findOne());
    }

    /**
     * Makes the list when there is none of that name.
     *
     * @throws InputException when the name is not one that a list may have
     */
    public MailingList findOrCreate(String name) {
        checkName(name);
        return find(name).orElseGet(() -> {
            database.jdbi()
                    .useHandle(handle -> handle.createUpdate(
                                    "INSERT INTO mailing_list (name, title) VALUES (:name, :name) ON CONFLICT DO NOTHING")
                            .bind("name", name)
                            .execute());
            return find(name).orElseThrow();
        });
    }

    public void rename(MailingList list, String title) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE mailing_list SET title = :title WHERE id = :id")
                        .bind("title", title)
                        .bind("id", list.id())
                        .execute());
    }

    /** By name. */
    public List<MailingList> all() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id, name, title FROM mailing_list ORDER BY name")
                        .map(LIST)
                        .list());
    }

    static void checkName(String name) {
        if (!MailingList.isName(name)) {
            throw new InputException(Problem.error(
                    "list-name",
                    Position.wholeFile("list " + name),
                    "this is not a name that a mailing list can have",
                    "use " + MailingList.NAMES));
        }
    }
}
