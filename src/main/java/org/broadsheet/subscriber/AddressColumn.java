package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.subscriber.CsvColumns.Column;
import org.broadsheet.subscriber.CsvColumns.Known;
import org.broadsheet.subscriber.CsvColumns.Role;

/** Finds the column in which the addresses of mail stand. */
final class AddressColumn {
    private static final Pattern SEPARATED = Pattern.compile("[,;\t]");

    private AddressColumn() {}

    /**
     * Of several columns that may hold the e-mail address, the one that does is it: the postal address is called an address
     * too. Where the cells do not tell, a name that speaks of mail does.
     */
    static void choose(List<Column> columns, List<String> names, ColumnMeanings meanings, CsvSurvey survey) {
        List<Integer> likely = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).known() == Known.ADDRESS) {
                likely.add(i);
            }
        }
        if (likely.size() < 2) {
            return;
        }
        List<Integer> chosen =
                likely.stream().filter(i -> meanings.of(names.get(i)) != null).toList();
        chosen = chosen.isEmpty() ? survey.withAddresses(likely) : chosen;
        if (chosen.isEmpty()) {
            chosen = likely.stream()
                    .filter(i -> !names.get(i).equals(Known.ADDRESS.header()))
                    .toList();
        }
        if (chosen.size() == 1) {
            likely.removeAll(chosen);
            likely.forEach(i -> columns.set(i, new Column(CsvColumns.kept(names.get(i)), Role.KEPT, null)));
        }
    }

    /** @throws org.broadsheet.text.InputException where no column is it, with one that may be */
    static void refuseWithout(String file, CsvRecords.Row header, List<Column> columns) {
        if (columns.stream().noneMatch(column -> column.known() == Known.ADDRESS)) {
            throw CsvHeader.trouble(
                    file,
                    header,
                    "no column is named address or email",
                    columns.stream()
                            .map(Column::name)
                            .filter(name -> CsvColumns.meant(name)
                                    .filter(Known.ADDRESS::equals)
                                    .isPresent())
                            .findFirst()
                            .or(() -> likely(columns))
                            .map(name ->
                                    "is " + name + " meant to be address? Then say --column '" + name + "=address'")
                            .or(() -> partedOtherwise(header.cells()))
                            .orElse("the first line names the columns, such as address,name,tags"));
        }
    }

    /** Where the first line is one cell though it names several columns. */
    private static Optional<String> partedOtherwise(List<String> cells) {
        String cell = cells.size() == 1 ? cells.get(0) : "";
        if (SEPARATED.matcher(cell).find()) {
            return Optional.of("each line stands in quotes as a whole, which makes it one cell; take those away");
        }
        return cell.indexOf('|') < 0
                ? Optional.empty()
                : Optional.of(
                        "cells are parted by commas, semicolons or tabs; a line sep=| before the first says otherwise");
    }

    /** Such as {@code e_mail_1_value}, and not its {@code e_mail_1_type}. */
    private static Optional<String> likely(List<Column> columns) {
        List<String> mails = columns.stream()
                .map(Column::name)
                .filter(name -> name.matches("(.*_)?(e_?)?mail(_.*)?"))
                .filter(name -> Departure.ofColumn(name) == Departure.NONE)
                .toList();
        return mails.stream()
                .filter(name -> name.matches(".*_(value|address)"))
                .findFirst()
                .or(() -> mails.stream().findFirst());
    }
}
