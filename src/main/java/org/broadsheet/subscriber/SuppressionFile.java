package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.subscriber.Suppressions.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Suppressions as a CSV file: addresses where they are known, else their hashes, which only a workspace with the same key
 * can meet with an address again.
 */
public final class SuppressionFile {
    private static final List<String> COLUMNS = List.of("address", "domain", "hash", "key", "reason", "evidence", "at");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    private static final Map<String, Reason> OTHER_WORDS = otherWords();
    private static final int LISTED = 1000;

    private final Suppressions suppressions;
    private final AddressHashes hashes;
    private final Clock clock;

    public SuppressionFile(Suppressions suppressions, AddressHashes hashes, Clock clock) {
        this.suppressions = suppressions;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** @param rejections the first thousand */
    public record Report(long rows, long added, long known, long rejected, List<Rejection> rejections) {}

    /** @return how many were written */
    public long write(Writer out) {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(COLUMNS);
        AtomicLong written = new AtomicLong();
        suppressions.forEach(entry -> {
            csv.writeRecord(tamed(List.of(
                    orEmpty(entry.address()),
                    orEmpty(entry.domain()),
                    orEmpty(entry.hash()),
                    entry.hash() == null ? "" : hashes.keyMark(),
                    entry.reason().word(),
                    entry.evidence(),
                    entry.at().toString())));
            written.incrementAndGet();
        });
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.get();
    }

    /**
     * Takes in what {@link #write} wrote, or a list of other programs: addresses or domains in a column of that name, or one
     * to a line. Rows that cannot be used are reported, the others are in.
     *
     * @param reason for rows that give none
     * @throws org.broadsheet.text.InputException when the file as a whole cannot be used
     */
    public Report read(Path file, Reason reason, String evidence) {
        CsvText text = CsvText.examine(file);
        try (Reader reader = text.open(Files.newInputStream(file))) {
            return new Reading(text.name(), CsvRecords.open(reader), reason, evidence).all();
        } catch (IOException e) {
            throw CsvText.unreadable(file, e);
        }
    }

    /** One file. */
    private final class Reading {
        private final String file;
        private final PeopleRows rows;
        private final Reason usual;
        private final String evidence;
        private final Map<String, Integer> columns = new HashMap<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private long added;
        private long known;
        private long rejected;

        Reading(String file, PeopleRows rows, Reason usual, String evidence) {
            this.file = file;
            this.rows = rows;
            this.usual = usual;
            this.evidence = evidence;
        }

        Report all() throws IOException {
            CsvRecords.Row first = rows.header();
            if (first == null) {
                throw CsvText.empty(file);
            }
            CsvHeader.check(file, first);
            if (first.cells().size() == 1 && target(first.cells().get(0)).isPresent()) {
                columns.put("address", 0);
                take(first);
            } else {
                name(first);
            }
            for (CsvRecords.Row row = rows.next(); row != null; row = rows.next()) {
                take(row);
            }
            return new Report(added + known + rejected, added, known, rejected, List.copyOf(rejections));
        }

        private void name(CsvRecords.Row header) {
            for (int i = 0; i < header.cells().size(); i++) {
                String name = CsvHeader.normal(header.cells().get(i));
                columns.putIfAbsent(
                        switch (name) {
                            case "email", "e_mail", "email_address", "mail", "recipient" -> "address";
                            case "created_at",
                                    "created",
                                    "date",
                                    "time",
                                    "unsub_time",
                                    "unsubscribed_at",
                                    "unsubscribe_date",
                                    "clean_time",
                                    "cleaned_at",
                                    "bounced_at" -> "at";
                            case "status", "type", "state" -> "reason";
                            case "notes", "note", "comment", "description" -> "evidence";
                            default -> name;
                        },
                        i);
            }
            if (!columns.containsKey("address") && !columns.containsKey("domain") && !columns.containsKey("hash")) {
                throw CsvHeader.trouble(
                        file,
                        header,
                        "no column is named address, domain or hash",
                        "a list of one address or domain a line needs no header");
            }
        }

        private void take(CsvRecords.Row row) {
            String broken = row.broken();
            if (broken != null) {
                reject(row, "", broken);
                return;
            }
            String said = cell(row, "reason");
            Optional<Reason> reason = said.isEmpty() ? Optional.of(usual) : reason(said);
            String words = cell(row, "evidence").isEmpty() ? evidence : cell(row, "evidence");
            if (reason.isEmpty()) {
                words = said + ": " + words;
            }
            Instant at = at(cell(row, "at"));
            if (at == null) {
                reject(row, "at", "\"" + cell(row, "at") + "\" is no date, such as 2025-11-20");
                return;
            }
            add(row, reason.orElse(Reason.BLOCKED), words, at);
        }

        private void add(CsvRecords.Row row, Reason reason, String words, Instant at) {
            String address = cell(row, "address");
            String domain = cell(row, "domain");
            String hash = cell(row, "hash");
            Optional<Target> target = target(address.isEmpty() ? "@" + domain : address);
            if (target.isPresent()) {
                count(target.get().add(reason, words, at));
            } else if (!address.isEmpty() || !domain.isEmpty()) {
                reject(
                        row,
                        address.isEmpty() ? "domain" : "address",
                        "\"" + (address.isEmpty() ? domain : address) + "\" is neither an address nor a domain");
            } else if (!HASH.matcher(hash).matches()) {
                reject(row, "", "names no address and no domain");
            } else if (!cell(row, "key").equals(hashes.keyMark())) {
                reject(row, "hash", "was made with the key of another workspace, which this one cannot compare");
            } else {
                count(suppressions.addHash(hash, reason, words, at));
            }
        }

        private void count(boolean isNew) {
            if (isNew) {
                added++;
            } else {
                known++;
            }
        }

        private String cell(CsvRecords.Row row, String column) {
            Integer at = columns.get(column);
            return at == null || at >= row.cells().size()
                    ? ""
                    : CsvFormulas.original(OneLine.of(row.cells().get(at)));
        }

        private void reject(CsvRecords.Row row, String column, String why) {
            rejected++;
            if (rejections.size() < LISTED) {
                rejections.add(new Rejection(row.line(), column, why));
            }
        }
    }

    /** What is suppressed by one word. */
    private interface Target {
        boolean add(Reason reason, String evidence, Instant at);
    }

    private Optional<Target> target(String word) {
        Optional<MailAddress> address = MailAddress.of(word, "");
        if (address.isPresent()) {
            return Optional.of(
                    (reason, evidence, at) -> suppressions.addHash(hashes.of(address.get()), reason, evidence, at));
        }
        return domain(word)
                .map(domain -> (reason, evidence, at) -> suppressions.addDomain(domain, reason, evidence, at));
    }

    /**
     * The domain that {@code @example.org} or {@code example.org} names, as DNS knows it.
     *
     * @return empty where it is none
     */
    public static Optional<String> domain(String word) {
        String bare = word.strip().replaceFirst("^\\*?@", "");
        return bare.contains("@") || !bare.contains(".")
                ? Optional.empty()
                : MailAddress.of("postmaster@" + bare, "").map(MailAddress::asciiDomain);
    }

    private static Optional<Reason> reason(String word) {
        return Reason.of(word)
                .or(() -> Optional.ofNullable(
                        OTHER_WORDS.get(word.toLowerCase(java.util.Locale.ROOT).replaceAll("[\\s_-]+", " "))));
    }

    private @Nullable Instant at(String text) {
        try {
            if (text.isEmpty()) {
                return clock.instant();
            }
            String iso = text.replace(' ', 'T');
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return LOCAL.matcher(iso).matches()
                    ? LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC) // such files name no zone: theirs is UTC
                    : java.time.OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Map<String, Reason> otherWords() {
        Map<String, Reason> words = new HashMap<>();
        List.of("bounce", "hard bounce", "hard", "invalid", "undeliverable", "cleaned")
                .forEach(word -> words.put(word, Reason.BOUNCED));
        List.of("complaint", "spam", "spam complaint", "abuse", "fbl")
                .forEach(word -> words.put(word, Reason.COMPLAINED));
        List.of("block", "blocklisted", "blacklisted", "manual").forEach(word -> words.put(word, Reason.BLOCKED));
        return Map.copyOf(words);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> tamed(List<String> cells) {
        return cells.stream().map(CsvFormulas::tamed).toList();
    }
}
