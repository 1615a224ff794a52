package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.InputException;
import org.broadsheet.text.PrivateFiles;

/** Finds an address in files of people, and takes its rows out of those that we wrote. */
public final class AddressFiles {
    private final Set<String> spellings;

    public AddressFiles(MailAddress address) {
        spellings = spellings(address);
    }

    /** However programs may write it, in lower case. */
    public static Set<String> spellings(MailAddress address) {
        return new HashSet<>(List.of(
                address.key(),
                address.address().toLowerCase(Locale.ROOT),
                (address.local() + "@" + address.asciiDomain()).toLowerCase(Locale.ROOT)));
    }

    /** Whether a row of the file holds the address; a file that is gone or cannot be read as text holds nothing. */
    public boolean isIn(Path file) throws IOException {
        return !rows(file, 1).isEmpty();
    }

    /** The cells of those rows of the file that hold the address. */
    List<List<String>> rows(Path file) throws IOException {
        return rows(file, Integer.MAX_VALUE);
    }

    private List<List<String>> rows(Path file, int most) throws IOException {
        List<List<String>> found = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return found;
        }
        try (Reader text = open(file)) {
            PeopleRows rows = CsvRecords.open(text);
            for (CsvRecords.Row row = rows.header(); row != null && found.size() < most; row = rows.next()) {
                if (holds(row)) {
                    found.add(row.cells());
                }
            }
            return found;
        } catch (InputException notText) {
            return found;
        }
    }

    /** Writes a file of rejected rows anew, without those of the address. @return how many rows that were */
    public int takeOut(Path file) throws IOException {
        if (!isIn(file)) {
            return 0;
        }
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        PrivateFiles.create(part);
        int taken = 0;
        try (Reader text = open(file);
                CsvWriter csv = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
            PeopleRows rows = CsvRecords.open(text);
            for (CsvRecords.Row row = rows.header(); row != null; row = rows.next()) {
                if (holds(row)) {
                    taken++;
                } else {
                    csv.writeRecord(row.cells());
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return taken;
    }

    private static Reader open(Path file) throws IOException {
        return CsvText.examine(file).open(Files.newInputStream(file));
    }

    private boolean holds(CsvRecords.Row row) {
        List<String> cells =
                row.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        return spellings.stream().anyMatch(spelling -> cells.stream().anyMatch(cell -> contains(cell, spelling)));
    }

    /** As a whole: {@code ann@x.example} does not stand in {@code joann@x.example}. */
    private static boolean contains(String cell, String address) {
        for (int at = cell.indexOf(address); at >= 0; at = cell.indexOf(address, at + 1)) {
            int end = at + address.length();
            boolean begins = at == 0 || !ofAddress(cell.charAt(at - 1));
            boolean ends = end == cell.length() || !ofAddress(cell.charAt(end)) || isFullStop(cell, end);
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofAddress(char c) {
        return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
    }

    /** A dot behind the address that does not go on with its domain. */
    private static boolean isFullStop(String cell, int at) {
        return cell.charAt(at) == '.' && (at + 1 == cell.length() || !Character.isLetterOrDigit(cell.charAt(at + 1)));
    }
}
