package org.broadsheet.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of a prepared picture say about it. The file's name plays no part in it.
 *
 * @param subtype of {@code image/…}
 * @param width in CSS pixels when it is shown as large as it is meant, above 0
 */
public record PictureFile(String subtype, int width, int height) {
    /** Empty for anything but a whole PNG, GIF or JPEG header. */
    public static Optional<PictureFile> read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        try {
            return png(bytes)
                    .or(() -> gif(bytes))
                    .or(() -> jpeg(bytes))
                    .filter(picture -> picture.width > 0 && picture.height > 0);
        } catch (IndexOutOfBoundsException truncated) {
            return Optional.empty();
        }
    }

    /** As the file's name in a mail should end. */
    public String extension() {
        return subtype.equals("jpeg") ? "jpg" : subtype;
    }

    private static Optional<PictureFile> png(ByteBuffer bytes) {
        // PNG (ISO/IEC 15948) §5.2, §11.2.2: the header chunk comes first
        if (bytes.limit() <= 24 || bytes.getLong(0) != 0x89504E470D0A1A0AL || bytes.getInt(12) != 0x49484452) {
            return Optional.empty();
        }
        // §11.3.5.3: right behind it, where it is one of ours, how dense its pixels are
        boolean dense =
                bytes.limit() > 45 && bytes.getInt(37) == 0x70485973 && bytes.getInt(41) == PngFile.DOUBLE_DENSITY;
        int perPixel = dense ? 2 : 1;
        return Optional.of(new PictureFile("png", half(bytes.getInt(16), perPixel), half(bytes.getInt(20), perPixel)));
    }

    private static int half(int pixels, int perPixel) {
        return perPixel == 1 ? pixels : Math.max(1, (pixels + 1) / perPixel);
    }

    private static Optional<PictureFile> gif(ByteBuffer bytes) {
        String signature = new String(bytes.array(), 0, Math.min(6, bytes.limit()), StandardCharsets.US_ASCII);
        return signature.equals("GIF87a") || signature.equals("GIF89a")
                ? Optional.of(new PictureFile("gif", littleEndian(bytes, 6), littleEndian(bytes, 8)))
                : Optional.empty();
    }

    private static int littleEndian(ByteBuffer bytes, int at) {
        return (bytes.get(at) & 0xff) | (bytes.get(at + 1) & 0xff) << 8;
    }

    private static Optional<PictureFile> jpeg(ByteBuffer bytes) {
        if (bytes.limit() < 4 || (bytes.getInt(0) & 0xffffff00) != 0xffd8ff00) {
            return Optional.empty();
        }
        // ITU-T T.81 §B.1.1.3: segments, each a marker and a length, until a frame header gives the size
        int at = 2;
        while (at + 9 < bytes.limit() && (bytes.get(at) & 0xff) == 0xff) {
            int marker = bytes.get(at + 1) & 0xff;
            if (isFrame(marker)) {
                return Optional.of(
                        new PictureFile("jpeg", bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff));
            }
            at += marker == 0xff ? 1 : 2 + (bytes.getShort(at + 2) & 0xffff);
        }
        return Optional.empty();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
