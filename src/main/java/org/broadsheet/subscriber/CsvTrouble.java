package org.broadsheet.subscriber;

import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** What makes a whole CSV file unusable. */
final class CsvTrouble {
    private CsvTrouble() {}

    static InputException file(String file, String rule, String what, String hint) {
        return new InputException(Problem.error(rule, Position.wholeFile(file), what, hint));
    }

    static InputException line(String file, int line, String rule, String what, String hint) {
        return new InputException(Problem.error(rule, new Position(file, line, 0), what, hint));
    }
}
