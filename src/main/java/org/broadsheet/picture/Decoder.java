package org.broadsheet.picture;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes a file of pixels right into the size that is wanted. */
final class Decoder {
    private static final long MOST = 50_000_000; // pixels; four bytes each at the worst
    private static final long MOST_WEBP = 20_000_000; // its decoder holds all of them, more than once

    private Decoder() {}

    /** Upright, in sRGB, as large as the bounds allow. */
    static Pixels decode(PictureSource source, Bounds within) {
        int width = source.width();
        int height = source.height();
        long most = source.kind() == PictureKind.WEBP ? MOST_WEBP : MOST;
        if (width <= 0 || height <= 0 || (long) width * height > most) {
            String size = Integer.toUnsignedString(width) + " × " + Integer.toUnsignedString(height);
            throw new UnfitPicture(
                    UnfitPicture.Reason.TOO_LARGE,
                    "has " + size + " pixels",
                    "at most " + most / 1_000_000 + " million; scale it down");
        }
        Bounds stored = source.orientation().isTurned() ? new Bounds(within.height(), within.width()) : within;
        double scale = stored.scale(width, height);
        Pixels small = read(source, Bounds.scaled(width, scale), Bounds.scaled(height, scale));
        Pixels standard = source.profile() == null ? small : Colours.standard(small, source.profile());
        return source.orientation().upright(standard);
    }

    private static Pixels read(PictureSource source, int width, int height) {
        ImageReader reader = reader(source.kind());
        AtomicReference<@Nullable String> warned = new AtomicReference<>();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(source.clean()))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((from, warning) -> warned.compareAndSet(null, warning));
            BufferedImage image = reader.read(0, param(reader, source, width, height));
            String warning = warned.get();
            if (warning != null
                    && warning.matches("(?i).*(premature|corrupt|bad |truncated|unexpected).*")
                    && !warning.contains("extraneous")) {
                throw UnfitPicture.broken("the decoder says \"" + warning + "\"");
            }
            return shrunk(image, width, height);
        } catch (IOException | RuntimeException e) {
            // Decoders answer damaged files with exceptions of many kinds.
            throw e instanceof UnfitPicture unfit ? unfit : UnfitPicture.broken("it cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    /** Of a very large picture only every second or third pixel is read; twice as many as are wanted remain. */
    private static ImageReadParam param(ImageReader reader, PictureSource source, int width, int height) {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.min(source.width() / (2 * width), source.height() / (2 * height));
        if (step > 1) {
            param.setSourceSubsampling(step, step, 0, 0);
        }
        param.setSourceRegion(new Rectangle(source.width(), source.height()));
        return param;
    }

    /** Ours before that of Java, which knows fewer kinds of JPEG. */
    private static ImageReader reader(PictureKind kind) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
        ImageReader chosen = readers.next();
        while (kind != PictureKind.PNG && readers.hasNext() && !isOurs(chosen)) {
            chosen = readers.next();
        }
        return chosen;
    }

    private static boolean isOurs(ImageReader reader) {
        return reader.getClass().getName().startsWith("com.twelvemonkeys.");
    }

    private static Pixels shrunk(BufferedImage image, int width, int height) {
        Shrinker shrinker = new Shrinker(image.getWidth(), image.getHeight(), width, height);
        int[] row = new int[image.getWidth()];
        int[] samples = new int[image.getWidth() * image.getRaster().getNumBands()];
        for (int y = 0; y < image.getHeight(); y++) {
            row(image, y, samples, row);
            shrinker.add(y, row);
        }
        return shrinker.result();
    }

    /** Samples as they are stored: to Java a gray of 128 would be a lighter one, and a profile is applied later. */
    private static void row(BufferedImage image, int y, int[] samples, int[] argb) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        boolean bytes = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE;
        boolean plain = (bytes || raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT)
                && image.getColorModel().getComponentSize(0) >= 8
                && bands <= 4;
        if (image.getColorModel() instanceof IndexColorModel || !plain) {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
            return;
        }
        raster.getPixels(0, y, argb.length, 1, samples);
        int shift = bytes ? 0 : 8;
        boolean alpha = image.getColorModel().hasAlpha();
        for (int x = 0; x < argb.length; x++) {
            int at = x * bands;
            int red = samples[at] >> shift;
            int green = gray ? red : samples[at + 1] >> shift;
            int blue = gray ? red : samples[at + 2] >> shift;
            int opacity = alpha ? samples[at + bands - 1] >> shift : 0xff;
            argb[x] = opacity << 24 | red << 16 | green << 8 | blue;
        }
    }
}
