package org.broadsheet.picture;

import java.awt.color.ICC_Profile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file of pixels, taken apart but not decoded.
 *
 * @param width of what is stored, before it is turned upright
 * @param profile of its colours; null where they are sRGB, as those of nearly all are
 * @param clean the same picture with nothing in it but what shows it
 * @param passable whether the clean file may go into a mail as it is, apart from its size
 */
record PictureSource(
        PictureKind kind,
        int width,
        int height,
        Orientation orientation,
        @Nullable ICC_Profile profile,
        byte[] clean,
        boolean passable) {

    /** Null for what is no profile of red, green and blue, or is the one that everybody expects. */
    static @Nullable ICC_Profile profile(byte[] icc) {
        String words = new String(icc, StandardCharsets.ISO_8859_1).replace("\0", "");
        if (words.contains("sRGB")) {
            return null;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            return profile.getNumComponents() == 3 ? profile : null;
        } catch (IllegalArgumentException notAProfile) {
            return null;
        }
    }
}
