package org.broadsheet.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** From the colours of a profile, such as Display P3, to those that every screen is taken to have. */
final class Colours {
    private static final int BANDS = 3;

    private Colours() {}

    static Pixels standard(Pixels pixels, ICC_Profile profile) {
        ICC_Profile[] profiles = {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
        WritableRaster from = raster(pixels.width());
        WritableRaster to = raster(pixels.width());
        int[] argb = pixels.argb().clone();
        int[] samples = new int[pixels.width() * BANDS];
        try {
            ColorConvertOp conversion = new ColorConvertOp(profiles, null);
            for (int y = 0; y < pixels.height(); y++) {
                int begin = y * pixels.width();
                for (int x = 0; x < pixels.width(); x++) {
                    samples[x * BANDS] = argb[begin + x] >> 16 & 0xff;
                    samples[x * BANDS + 1] = argb[begin + x] >> 8 & 0xff;
                    samples[x * BANDS + 2] = argb[begin + x] & 0xff;
                }
                from.setPixels(0, 0, pixels.width(), 1, samples);
                conversion.filter(from, to);
                to.getPixels(0, 0, pixels.width(), 1, samples);
                for (int x = 0; x < pixels.width(); x++) {
                    argb[begin + x] = argb[begin + x] & 0xff000000
                            | samples[x * BANDS] << 16
                            | samples[x * BANDS + 1] << 8
                            | samples[x * BANDS + 2];
                }
            }
        } catch (CMMException | IllegalArgumentException damaged) {
            // A profile that nobody can apply leaves the colours as they are stored.
            return pixels;
        }
        return new Pixels(pixels.width(), pixels.height(), argb);
    }

    private static WritableRaster raster(int width) {
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, BANDS, null);
    }
}
