package org.broadsheet.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as Exif tells it: what the file holds is to be shown otherwise.
 *
 * @param value 1 to 8, where 1 is upright
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112; // Exif 2.32 §4.6.4 A
    private static final int ENTRY = 12;
    private static final int MOST = 1000;

    /** What a block of Exif says, from its TIFF header on; upright where it cannot be read. */
    static Orientation ofExif(byte[] tiff) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(tiff);
            bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = bytes.getInt(4);
            int entries = Math.min(MOST, bytes.getShort(directory) & 0xffff);
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY;
                int value = bytes.getShort(entry + 8) & 0xffff;
                if ((bytes.getShort(entry) & 0xffff) == TAG && value >= 1 && value <= 8) {
                    return new Orientation(value);
                }
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException truncated) {
            // A camera's notes that nobody can read are no reason to refuse its picture.
        }
        return UPRIGHT;
    }

    boolean isUpright() {
        return value == 1;
    }

    /** Whether width and height change places. */
    boolean isTurned() {
        return value >= 5;
    }

    Pixels upright(Pixels from) {
        if (isUpright()) {
            return from;
        }
        int width = isTurned() ? from.height() : from.width();
        int height = isTurned() ? from.width() : from.height();
        int[] argb = new int[width * height];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                argb[target(x, y, from, width)] = from.argb()[y * from.width() + x];
            }
        }
        return new Pixels(width, height, argb);
    }

    private int target(int x, int y, Pixels from, int width) {
        int right = from.width() - 1 - x;
        int bottom = from.height() - 1 - y;
        return switch (value) {
            case 2 -> y * width + right;
            case 3 -> bottom * width + right;
            case 4 -> bottom * width + x;
            case 5 -> x * width + y;
            case 6 -> x * width + bottom;
            case 7 -> right * width + bottom;
            case 8 -> right * width + y;
            default -> y * width + x;
        };
    }
}
