package org.broadsheet.text;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where a piece of YAML stands and who hears of its problems.
 *
 * @param first the position of its first character
 * @param last its last line: a problem at its very end is reported there
 * @param expansion what becomes of each scalar before it is read
 */
record YamlSource(Position first, int last, Expansion expansion, Problems problems) {
    Position at(Optional<Mark> mark) {
        return mark.map(m -> at(m.getLine(), m.getColumn())).orElse(first);
    }

    /** @param line and column from 0, counted from the first character of the piece */
    Position at(int line, int column) {
        int inFile = first.line() + line;
        return inFile > last
                ? new Position(first.file(), last, 0)
                : new Position(first.file(), inFile, first.column() + column);
    }
}
