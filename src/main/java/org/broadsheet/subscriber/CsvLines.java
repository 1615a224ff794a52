package org.broadsheet.subscriber;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lines of a text, numbered, however they end; lines can be given back. Holds no more of the file than asked for. */
final class CsvLines {
    /** More than this many characters in one line is not a row of people. */
    static final int LONGEST = 1 << 20;

    /**
     * @param number from 1
     * @param cut the line was longer than {@link #LONGEST}; the rest is gone
     */
    record Line(int number, String text, boolean cut) {}

    /** NUL bytes that came in lines. @param first the number of the first of these */
    record Nuls(long count, int first) {
        String words() {
            return count == 1
                    ? "a NUL byte in row " + first + " was read as a blank"
                    : String.format(
                            Locale.ROOT,
                            "%,d NUL bytes, the first of them in row %d, were read as blanks",
                            count,
                            first);
        }
    }

    private final Reader reader;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private int read;
    private boolean afterReturn;
    private long nuls;
    private int firstNul;

    CsvLines(Reader reader) {
        this.reader = reader;
    }

    /** Null at the end. */
    @Nullable
    Line next() throws IOException {
        return givenBack.isEmpty() ? readLine() : givenBack.pop();
    }

    /** They will come again, in their order. */
    void giveBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            givenBack.push(lines.get(i));
        }
    }

    /** Those that were read so far. */
    Optional<Nuls> nuls() {
        return nuls == 0 ? Optional.empty() : Optional.of(new Nuls(nuls, firstNul));
    }

    private @Nullable Line readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean cut = false;
        int c = reader.read();
        if (afterReturn && c == '\n') {
            c = reader.read();
        }
        afterReturn = false;
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n' && c != '\r') {
            if (c == 0 && nuls++ == 0) {
                firstNul = read + 1;
            }
            if (text.length() < LONGEST) {
                text.append((char) c);
            } else {
                cut = true;
            }
            c = reader.read();
        }
        afterReturn = c == '\r';
        read++;
        return new Line(read, text.toString(), cut);
    }
}
