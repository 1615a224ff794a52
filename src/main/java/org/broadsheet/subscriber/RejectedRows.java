package org.broadsheet.subscriber;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows that were rejected into a file beside theirs, with the reasons in columns of their own: who mends it can
 * import it as it is. Where no file can be written, the import goes on and the report says so.
 */
final class RejectedRows implements AutoCloseable {
    private static final String ENDING = ".rejected";

    private final Path source;
    private final List<String> header;
    private final Set<Integer> ours;
    private final int surplusAt; // -1 where there is none
    private final int width;
    private @Nullable Path part;
    private @Nullable CsvWriter csv;
    private @Nullable String trouble;

    /** @param header the names of the file's columns as it has them */
    RejectedRows(Path source, List<String> header) {
        this.source = source.toAbsolutePath();
        List<String> names = header.stream().map(CsvHeader::normal).toList();
        ours = IntStream.range(0, names.size())
                .filter(i -> CsvColumns.OF_REJECTED.contains(names.get(i)))
                .boxed()
                .collect(Collectors.toSet());
        surplusAt = names.indexOf(CsvColumns.SURPLUS);
        width = header.size();
        this.header = own(header);
    }

    /** What the file itself has, where it is one of ours that was not mended. */
    private List<String> own(List<String> cells) {
        return IntStream.range(0, cells.size())
                .filter(i -> !ours.contains(i))
                .mapToObj(cells::get)
                .toList();
    }

    void add(CsvRecords.Row row, Rejection rejection) {
        if (trouble != null) {
            return;
        }
        try {
            CsvWriter out = csv == null ? open() : csv;
            boolean whole = row.broken() == null;
            List<String> all = new ArrayList<>(whole ? row.cells() : List.of());
            while (all.size() < width) {
                all.add("");
            }
            String text = whole ? surplus(all) : row.cells().get(0);
            List<String> cells = new ArrayList<>(own(all.subList(0, width)));
            cells.addAll(List.of(String.valueOf(row.line()), rejection.column(), rejection.reason(), text));
            out.writeRecord(tamed(cells));
        } catch (IOException e) {
            fail(e);
        }
    }

    private String surplus(List<String> cells) {
        List<String> parts = new ArrayList<>(cells.subList(width, cells.size()));
        if (surplusAt >= 0 && !cells.get(surplusAt).isEmpty()) {
            parts.add(0, CsvFormulas.original(cells.get(surplusAt)));
        }
        return String.join(",", parts);
    }

    private CsvWriter open() throws IOException {
        part = source.resolveSibling("." + source.getFileName() + ENDING + ".part");
        Files.deleteIfExists(part);
        PrivateFiles.create(part);
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(Files.newBufferedWriter(part, StandardCharsets.UTF_8));
        csv.writeRecord(tamed(
                Stream.concat(header.stream(), CsvColumns.OF_REJECTED.stream()).toList()));
        return csv;
    }

    /**
     * Gives the file its name; a file that is there keeps its own, unless it holds the same.
     *
     * @return empty when there is none
     */
    Optional<Path> finish() {
        shut();
        Path written = part;
        if (written == null || trouble != null) {
            return Optional.empty();
        }
        try {
            for (int i = 1; ; i++) {
                Path target = target(i);
                if (!Files.exists(target)) {
                    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
                    return Optional.of(target);
                }
                if (Files.isRegularFile(target) && Files.mismatch(written, target) < 0) {
                    return Optional.of(target);
                }
            }
        } catch (IOException e) {
            fail(e);
            return Optional.empty();
        }
    }

    private Path target(int number) {
        String name = String.valueOf(source.getFileName())
                .replaceFirst("(?i)\\.(csv|tsv|txt)$", "")
                .replaceFirst(Pattern.quote(ENDING) + "(-\\d+)?$", "");
        return source.resolveSibling(name + ENDING + (number == 1 ? "" : "-" + number) + ".csv");
    }

    /** Why there is no file though rows were rejected. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void fail(IOException why) {
        trouble =
                "the rejected rows could not be written beside " + source.getFileName() + ": " + FileTrouble.words(why);
    }

    /** A file that was not {@linkplain #finish() finished} is gone. */
    @Override
    public void close() {
        shut();
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void shut() {
        CsvWriter out = csv;
        csv = null;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private static List<String> tamed(List<String> cells) {
        return cells.stream().map(CsvFormulas::tamed).toList();
    }
}
