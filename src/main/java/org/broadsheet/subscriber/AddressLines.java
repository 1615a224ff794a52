package org.broadsheet.subscriber;

import java.util.HexFormat;

/**
 * In which line of a file each address stood first, by the first 128 bits of its keyed hash: a million addresses take 40
 * MB, and two of a million meet by chance once in 10<sup>26</sup> files.
 */
final class AddressLines {
    private static final int SMALLEST = 1 << 10;
    private static final int HALF = 16; // hex digits

    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    private int[] lines = new int[SMALLEST]; // 0: nobody is here
    private int size;

    /** @param line from 1; @return the line where the address stood before, or 0 */
    int putIfAbsent(String hash, int line) {
        if (size * 2 > lines.length) {
            grow();
        }
        long a = HexFormat.fromHexDigitsToLong(hash, 0, HALF);
        long b = HexFormat.fromHexDigitsToLong(hash, HALF, 2 * HALF);
        int at = slot(a, b);
        if (lines[at] != 0) {
            return lines[at];
        }
        high[at] = a;
        low[at] = b;
        lines[at] = line;
        size++;
        return 0;
    }

    boolean contains(String hash) {
        long a = HexFormat.fromHexDigitsToLong(hash, 0, HALF);
        long b = HexFormat.fromHexDigitsToLong(hash, HALF, 2 * HALF);
        return lines[slot(a, b)] != 0;
    }

    int size() {
        return size;
    }

    /** Where the address is, or would be. */
    private int slot(long a, long b) {
        int mask = lines.length - 1;
        int at = (int) a & mask;
        while (lines[at] != 0 && (high[at] != a || low[at] != b)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldLines = lines;
        high = new long[oldLines.length * 2];
        low = new long[oldLines.length * 2];
        lines = new int[oldLines.length * 2];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                int at = slot(oldHigh[i], oldLow[i]);
                high[at] = oldHigh[i];
                low[at] = oldLow[i];
                lines[at] = oldLines[i];
            }
        }
    }
}
