package org.broadsheet.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.jdbi.v3.core.Handle;

/** Reads a row of {@code sign_up}. */
final class SignUpRow {
    static final String COLUMNS =
            "id, list_id, address, name, locale, opted_out, wording, network, origin, created_at, first_name";

    private SignUpRow() {}

    static Optional<SignUp> find(Handle handle, long id) {
        return handle.select("SELECT " + COLUMNS + " FROM sign_up WHERE id = ?", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static SignUp read(ResultSet row) throws SQLException {
        return new SignUp(
                row.getLong("id"),
                row.getLong("list_id"),
                new MailAddress(row.getString("address"), row.getString("name")),
                row.getString("locale"),
                Subscribers.splitTags(row.getString("opted_out")),
                row.getString("wording"),
                Objects.requireNonNullElse(row.getString("network"), ""),
                SignUp.Origin.of(row.getString("origin")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("first_name"));
    }
}
