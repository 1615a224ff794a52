package org.broadsheet.picture;

import java.util.Arrays;

/**
 * A picture in memory.
 *
 * @param argb row by row, eight bits each of alpha, red, green and blue, which alpha does not weaken
 */
record Pixels(int width, int height, int[] argb) {
    boolean isOpaque() {
        for (int pixel : argb) {
            if (pixel >>> 24 != 0xff) {
                return false;
            }
        }
        return true;
    }

    boolean isGray() {
        for (int pixel : argb) {
            if ((pixel >> 16 & 0xff) != (pixel & 0xff) || (pixel >> 8 & 0xff) != (pixel & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** The colours, sorted; empty when there are more than a palette holds. */
    int[] palette() {
        int[] colours = new int[256];
        int count = 0;
        int last = argb[0] + 1;
        for (int pixel : argb) {
            if (pixel != last) {
                last = pixel;
                int at = Arrays.binarySearch(colours, 0, count, pixel);
                if (at < 0 && count == colours.length) {
                    return new int[0];
                } else if (at < 0) {
                    System.arraycopy(colours, -at - 1, colours, -at, count + at + 1);
                    colours[-at - 1] = pixel;
                    count++;
                }
            }
        }
        return Arrays.copyOf(colours, count);
    }
}
