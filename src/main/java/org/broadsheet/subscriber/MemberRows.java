package org.broadsheet.subscriber;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A plain list of members as Mailman prints it, one to a line: {@code ada@example.org}, {@code Ada Lovelace
 * <ada@example.org>} or {@code ada@example.org (Ada Lovelace)}.
 */
final class MemberRows implements PeopleRows {
    private static final Pattern COMMENTED = Pattern.compile("(\\S+@\\S+)\\s+\\((.*)\\)");
    private static final CsvRecords.Row HEADER = new CsvRecords.Row(0, List.of("address", "name"), null);

    private final CsvLines lines;
    private boolean named;

    MemberRows(CsvLines lines) {
        this.lines = lines;
    }

    /** Whether anybody so far had a name beside the address: addresses alone, one to a line, are nobody's form. */
    boolean isOfMailman() {
        return named;
    }

    /** Whether a file with this first line is such a list. */
    static boolean begins(String line) {
        return member(line).isPresent();
    }

    @Override
    public CsvRecords.Row header() {
        return HEADER;
    }

    @Override
    public Optional<CsvLines.Nuls> nuls() {
        return lines.nuls();
    }

    @Override
    public CsvRecords.@Nullable Row next() throws IOException {
        for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
            String text = line.text().strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                List<String> cells = cells(text);
                named |= !cells.get(1).isEmpty();
                return new CsvRecords.Row(line.number(), cells, null);
            }
        }
        return null;
    }

    private static List<String> cells(String text) {
        return member(text)
                .map(member -> List.of(member.address(), member.name()))
                .orElseGet(() -> List.of(text, ""));
    }

    private static Optional<MailAddress> member(String line) {
        Matcher commented = COMMENTED.matcher(line.strip());
        return commented.matches() ? MailAddress.of(commented.group(1), commented.group(2)) : MailAddress.parse(line);
    }
}
