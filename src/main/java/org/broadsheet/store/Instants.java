package org.broadsheet.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Instants by way of UTC: through {@link java.sql.Timestamp} the hour that occurs twice in autumn would be lost. */
final class Instants {
    private Instants() {}

    static final class Argument extends AbstractArgumentFactory<Instant> {
        Argument() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected org.jdbi.v3.core.argument.Argument build(Instant value, ConfigRegistry config) {
            // Both databases keep microseconds; cut here, lest one of them rounds.
            OffsetDateTime utc = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            return (position, statement, context) -> statement.setObject(position, utc);
        }
    }

    static final class Mapper implements ColumnMapper<Instant> {
        @Override
        public @Nullable Instant map(ResultSet row, int column, StatementContext context) throws SQLException {
            OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
            return at == null ? null : at.toInstant();
        }
    }
}
