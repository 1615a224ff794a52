package org.broadsheet.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Fills {@code attribute_name} with what people have already. H2 has nothing that takes names out of JSON. */
final class AttributeNamesOfOld implements JavaMigration {
    private static final int FETCH = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("17.1");
    }

    @Override
    public String getDescription() {
        return "attribute names of old";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true; // which PostgreSQL streams rows in
    }

    @Override
    public void migrate(Context context) throws SQLException {
        fill(context.getConnection());
    }

    static void fill(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows =
                    statement.executeQuery("SELECT attributes FROM subscriber WHERE attributes <> '{}'")) {
                while (rows.next()) {
                    add(rows.getString(1), names);
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO attribute_name (name) VALUES (?)")) {
            for (String name : names) {
                insert.setString(1, name);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void add(String attributes, Set<String> names) {
        try (JsonParser parser = JSON.createParser(attributes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
    }
}
