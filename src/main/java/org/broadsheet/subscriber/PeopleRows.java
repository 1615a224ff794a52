package org.broadsheet.subscriber;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a file of people, one at a time. */
interface PeopleRows {
    /** Names of columns, or the first row where a file has none. Null where nothing is in the file. */
    CsvRecords.@Nullable Row header() throws IOException;

    /** What was read of NUL bytes so far: they are blanks in cells. */
    Optional<CsvLines.Nuls> nuls();

    /** The next row that is not blank, or null at the end. */
    CsvRecords.@Nullable Row next() throws IOException;
}
