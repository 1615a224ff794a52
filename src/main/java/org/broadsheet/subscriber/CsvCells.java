package org.broadsheet.subscriber;

import java.util.ArrayList;
import java.util.List;

/** Cuts the lines of one row into cells. */
final class CsvCells {
    private enum At {
        START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED,
        CLOSED
    }

    private final char separator;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private At at = At.START;
    private boolean malformed;

    CsvCells(char separator) {
        this.separator = separator;
    }

    /** The first line of the row, or the next one of a cell that is still {@link #open}. */
    void line(String text) {
        if (at == At.QUOTED) {
            cell.append('\n');
        }
        for (int i = 0; i < text.length() && !malformed; i++) {
            take(text.charAt(i));
        }
    }

    private void take(char c) {
        switch (at) {
            case START -> begin(c);
            case PLAIN -> {
                if (c == separator) {
                    end();
                } else {
                    cell.append(c);
                }
            }
            case QUOTED -> {
                if (c == '"') {
                    at = At.QUOTE_IN_QUOTED;
                } else {
                    cell.append(c);
                }
            }
            case QUOTE_IN_QUOTED -> {
                if (c == '"') {
                    cell.append('"');
                    at = At.QUOTED;
                } else {
                    afterQuotes(c);
                }
            }
            case CLOSED -> afterQuotes(c);
        }
    }

    private void begin(char c) {
        if (c == separator) {
            end();
        } else if (c == '"' && cell.toString().isBlank()) {
            cell.setLength(0); // spaces before a quote are no part of the cell
            at = At.QUOTED;
        } else {
            cell.append(c);
            at = c == ' ' ? At.START : At.PLAIN;
        }
    }

    private void afterQuotes(char c) {
        if (c == separator) {
            end();
        } else if (c == ' ') {
            at = At.CLOSED;
        } else {
            malformed = true;
        }
    }

    private void end() {
        cells.add(cell.toString());
        cell.setLength(0);
        at = At.START;
    }

    /** Inside a quoted cell, so the row goes on in the next line. */
    boolean open() {
        return at == At.QUOTED && !malformed;
    }

    boolean malformed() {
        return malformed;
    }

    List<String> finished() {
        end();
        return List.copyOf(cells);
    }
}
