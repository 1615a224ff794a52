package org.broadsheet.cli;

import java.util.stream.Collectors;
import org.broadsheet.subscriber.MailingList;

/** Finds the mailing list that somebody named, or says which there are. */
final class Lists {
    private Lists() {}

    static MailingList find(Workbench bench, String name) {
        return bench.lists().find(name).orElseThrow(() -> {
            String known = bench.lists().all().stream().map(MailingList::name).collect(Collectors.joining(", "));
            return Failure.usage("There is no list '" + name + "'; "
                    + (known.isEmpty() ? "there are none yet" : "there are: " + known)
                    + "; 'broadsheet import FILE.csv --list "
                    + name + "' makes it");
        });
    }
}
