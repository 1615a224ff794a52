package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;

/** Everything of this package over one database, at one moment. */
final class People {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-20T09:00:00Z"), ZoneOffset.UTC);

    static final ImportOptions CONFIRMED = ImportOptions.onto("community").confirmed("asked for it");

    final Keys keys;
    final AddressHashes hashes;
    final MailingLists lists;
    final Subscribers subscribers;
    final Subscriptions subscriptions;
    final Suppressions suppressions;
    final CsvImport csvImport;
    final CsvExport csvExport;

    People(Database database) {
        this(database, Duration.ZERO);
    }

    /** @param later how long after {@link #CLOCK} */
    People(Database database, Duration later) {
        Clock clock = Clock.offset(CLOCK, later);
        keys = new Keys(database);
        hashes = new AddressHashes(keys);
        lists = new MailingLists(database);
        subscribers = new Subscribers(database);
        subscriptions = new Subscriptions(database, clock);
        suppressions = new Suppressions(database, hashes, clock);
        csvImport = new CsvImport(database, hashes, clock);
        csvExport = new CsvExport(database);
    }

    static MailAddress address(String text) {
        return MailAddress.of(text, "").orElseThrow();
    }

    Subscriber find(String address) {
        return subscribers.find(address(address)).orElseThrow();
    }

    /** As it is kept. */
    static String find(People people, String address) {
        return people.find(address).address().address();
    }

    SubscriptionRef ref(String address, String list) {
        return new SubscriptionRef(
                find(address).id(), lists.find(list).orElseThrow().id());
    }

    ImportReport load(Path folder, String csv) {
        return load(folder, csv.getBytes(StandardCharsets.UTF_8));
    }

    ImportReport load(Path folder, byte[] csv) {
        return run(write(folder, csv), CONFIRMED);
    }

    ImportReport rehearse(Path folder, String csv) {
        return load(folder, csv, CONFIRMED.rehearsed());
    }

    ImportReport load(Path folder, String csv, ImportOptions options) {
        return run(write(folder, csv.getBytes(StandardCharsets.UTF_8)), options);
    }

    ImportReport run(Path file, ImportOptions options) {
        return csvImport.run(file, options, ImportWatch.NONE);
    }

    String export(String list) {
        StringWriter out = new StringWriter();
        csvExport.run(lists.find(list).orElseThrow(), out);
        return out.toString();
    }

    static Path write(Path folder, String csv) {
        return write(folder, csv.getBytes(StandardCharsets.UTF_8));
    }

    private static Path write(Path folder, byte[] csv) {
        try {
            return Files.write(folder.resolve("people.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
