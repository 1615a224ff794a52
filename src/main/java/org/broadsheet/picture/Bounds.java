package org.broadsheet.picture;

/** The room that a picture has, in pixels. */
public record Bounds(int width, int height) {
    /** What a picture of this size is to be multiplied by; it is never enlarged. */
    double scale(int fromWidth, int fromHeight) {
        return Math.min(1.0, Math.min((double) width / fromWidth, (double) height / fromHeight));
    }

    static int scaled(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }
}
