package org.broadsheet.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;

/**
 * Remembers beside the embedded database that it was made. H2 begins a new one, over what is left of the old, wherever it
 * finds no file or cannot read it: nobody would know any more who has left, or who was written to.
 */
final class Birthmark {
    private static final String TEXT = """
            The database of this workspace was made. Should its file be lost or damaged, no new one is begun in its place
            while this file is here: restore the old one from a backup, or delete this file to begin anew, without
            subscribers and without a record of who was written to.
            """;

    private final Path database;
    private final Path mark;

    Birthmark(Path folder) {
        this.database = folder.resolve("broadsheet.mv.db");
        this.mark = folder.resolve("database-was-made.txt");
    }

    /** @throws InputException when there was a database and its file is gone or empty */
    void refuseLoss() {
        try {
            if (Files.exists(mark) && (!Files.exists(database) || Files.size(database) == 0)) {
                throw lost(Files.exists(database) ? "is empty" : "is gone");
            }
        } catch (IOException e) {
            throw Database.refused(database.toString(), "cannot be looked at: " + FileTrouble.words(e), "");
        }
    }

    /** @throws InputException when there was a database and H2 found nothing in the file */
    void refuseLoss(Connection connection) throws SQLException {
        if (Files.exists(mark) && !isMigrated(connection)) {
            throw lost("cannot be read: nothing is found in it");
        }
    }

    private static boolean isMigrated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT 1 FROM information_schema.tables WHERE lower(table_name) = 'flyway_schema_history'")) {
            return tables.next();
        }
    }

    private InputException lost(String how) {
        return Database.refused(
                database.toString(),
                how + ", and it held subscribers and who was written to",
                "restore it from a backup; to begin anew, delete it and " + mark.getFileName());
    }

    /** To be called when the database is whole. */
    void note() {
        try {
            if (!Files.exists(mark)) {
                Files.writeString(mark, TEXT, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw Database.refused(mark.toString(), "cannot be written: " + FileTrouble.words(e), "check its rights");
        }
    }
}
