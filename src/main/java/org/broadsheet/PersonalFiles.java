package org.broadsheet;

import java.io.IOException;
import java.nio.file.Path;
import org.broadsheet.delivery.Sandbox;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.broadsheet.subscriber.AddressFiles;
import org.broadsheet.subscriber.Erasure;

/** The files of a workspace that hold addresses: rejected rows of imports, and messages of the sandbox. */
record PersonalFiles(Database database, Path outbox) implements Erasure.Elsewhere {
    @Override
    public int forget(MailAddress address) throws IOException {
        AddressFiles files = new AddressFiles(address);
        int count = Sandbox.forget(outbox, AddressFiles.spellings(address));
        for (Path rejected : Erasure.importFiles(database).rejected()) {
            count += files.takeOut(rejected);
        }
        return count;
    }
}
