package org.broadsheet.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pixels in the kind of file that suits them. */
final class Encoder {
    private static final float QUALITY = 0.82f;
    private static final double PHOTOGRAPH = 0.5; // what JPEG must save over PNG before its blur is worth it

    private Encoder() {}

    /** PNG for what has clear parts or few colours, as drawings do; JPEG for photographs. */
    static byte[] encode(Pixels pixels) {
        if (!pixels.isOpaque()) {
            return png(pixels);
        }
        byte[] png = png(pixels);
        if (pixels.palette().length > 0) {
            return png;
        }
        byte[] jpeg = jpeg(pixels);
        return jpeg.length < PHOTOGRAPH * png.length ? jpeg : png;
    }

    static byte[] png(Pixels pixels) {
        int[] palette = pixels.palette();
        BufferedImage image;
        if (palette.length > 0) {
            image = indexed(pixels, palette);
        } else {
            int type = pixels.isOpaque() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
            image = new BufferedImage(pixels.width(), pixels.height(), type);
            image.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.argb());
        }
        ImageWriter writer = writer("png");
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0); // of PNG: as small as can be
        return written(writer, param, image);
    }

    private static BufferedImage indexed(Pixels pixels, int[] palette) {
        int bits = palette.length <= 2 ? 1 : palette.length <= 4 ? 2 : palette.length <= 16 ? 4 : 8;
        IndexColorModel colours =
                new IndexColorModel(bits, palette.length, palette, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), type, colours);
        int[] row = new int[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = Arrays.binarySearch(palette, pixels.argb()[y * row.length + x]);
            }
            image.getRaster().setPixels(0, y, row.length, 1, row);
        }
        return image;
    }

    static byte[] jpeg(Pixels pixels) {
        BufferedImage image;
        if (pixels.isGray()) {
            image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_BYTE_GRAY);
            int[] samples =
                    Arrays.stream(pixels.argb()).map(pixel -> pixel & 0xff).toArray();
            image.getRaster().setPixels(0, 0, pixels.width(), pixels.height(), samples);
        } else {
            image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
            image.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.argb());
        }
        ImageWriter writer = writer("jpeg");
        JPEGImageWriteParam param = new JPEGImageWriteParam(null);
        param.setOptimizeHuffmanTables(true);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
        return written(writer, param, image);
    }

    /** Java's own, whatever else there is. */
    private static ImageWriter writer(String format) {
        var writers = ImageIO.getImageWritersByFormatName(format);
        ImageWriter chosen = writers.next();
        while (writers.hasNext() && !chosen.getClass().getName().startsWith("com.sun.")) {
            chosen = writers.next();
        }
        return chosen;
    }

    private static byte[] written(ImageWriter writer, ImageWriteParam param, BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
