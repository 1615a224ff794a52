package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks into the cells of a file before anybody is taken in, where its header leaves a question open. */
final class CsvSurvey {
    private static final int SAMPLE = 1000;

    private final CsvText text;

    CsvSurvey(CsvText text) {
        this.text = text;
    }

    /** @param line of its row */
    record Cell(int line, int column, String text) {}

    /** Those of the columns in which addresses stand, as far as the first rows tell. */
    List<Integer> withAddresses(List<Integer> columns) {
        int[] addresses = new int[columns.size()];
        int[] others = new int[columns.size()];
        look(SAMPLE, row -> {
            for (int i = 0; i < addresses.length; i++) {
                String cell = cell(row, columns.get(i));
                if (CsvAddress.of(cell).isPresent()) {
                    addresses[i]++;
                } else if (!cell.isEmpty()) {
                    others[i]++;
                }
            }
            return false;
        });
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] > others[i]) {
                found.add(columns.get(i));
            }
        }
        return found;
    }

    /** The first cell in one of the columns that says more than no. */
    Optional<Cell> told(List<Integer> columns) {
        return find(columns, Departure::isTold);
    }

    /** The first such cell in one of the columns; the whole file is looked through. */
    Optional<Cell> find(List<Integer> columns, Predicate<String> wanted) {
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<Cell> found = new ArrayList<>();
        look(Integer.MAX_VALUE, row -> {
            columns.stream()
                    .filter(column -> wanted.test(cell(row, column)))
                    .findFirst()
                    .ifPresent(column -> found.add(new Cell(row.line(), column, cell(row, column))));
            return !found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private static String cell(CsvRecords.Row row, int column) {
        return row.broken() != null || column >= row.cells().size()
                ? ""
                : CsvFormulas.original(OneLine.of(row.cells().get(column)));
    }

    /** @param enough whether the rows behind this one need not be looked at */
    private void look(int most, Predicate<CsvRecords.Row> enough) {
        try (Reader reader = text.open(Files.newInputStream(text.path()))) {
            PeopleRows rows = CsvRecords.open(reader);
            rows.header();
            CsvRecords.Row row = rows.next();
            for (int i = 0; i < most && row != null && !enough.test(row); i++) {
                row = rows.next();
            }
        } catch (IOException e) {
            throw CsvText.unreadable(text.path(), e);
        }
    }
}
