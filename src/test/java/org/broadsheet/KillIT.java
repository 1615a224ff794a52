package org.broadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.junit.jupiter.api.io.TempDir;

class KillIT extends KillContract {
    @TempDir
    Path copies;

    @Override
    TestWorkspace workspace(Path root, int port) {
        return new TestWorkspace(root).smtp(port);
    }

    /** A copy: opening the file mends it, and the next command is to find it as it was left. */
    @Override
    Database asLeft(TestWorkspace workspace) {
        String file = "broadsheet.mv.db";
        try {
            Files.copy(
                    workspace.root().resolve(".broadsheet").resolve(file),
                    copies.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Database.open(DatabaseSettings.EMBEDDED, copies);
    }
}
