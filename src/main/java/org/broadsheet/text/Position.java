package org.broadsheet.text;

/**
 * A place in a text that somebody wrote.
 *
 * @param file the file's name as the reader knows it, relative to the workspace where it lies in one
 * @param line 1-based; 0 when the whole file is meant
 * @param column 1-based, in characters; 0 when the whole line is meant
 */
public record Position(String file, int line, int column) {
    public static Position wholeFile(String file) {
        return new Position(file, 0, 0);
    }

    /** As compilers print it: {@code file:line:column}, without the parts that are not known. */
    @Override
    public String toString() {
        String name = Characters.visible(file);
        if (line == 0) {
            return name;
        }
        return column == 0 ? name + ":" + line : name + ":" + line + ":" + column;
    }
}
