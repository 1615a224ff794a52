package org.broadsheet.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks through the chunks of a WebP file (RFC 9649 §2). Mail programs do not show it, so it is always decoded. */
final class WebpFile {
    private static final int HEADER = 12;

    private WebpFile() {}

    static PictureSource read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEADER + 8 || bytes.getInt(4) < 0 || bytes.getInt(4) > file.length - 8) {
            throw UnfitPicture.broken("the file ends too early");
        }
        int end = bytes.getInt(4) + 8;
        Orientation orientation = Orientation.UPRIGHT;
        int[] size = new int[2];
        for (int at = HEADER; at + 8 <= end; ) {
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            int length = bytes.getInt(at + 4);
            if (length < 0 || length > end - at - 8) {
                throw UnfitPicture.broken("the file ends too early");
            }
            byte[] data = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            if (type.equals("EXIF")) {
                boolean prefixed = data.length > 6 && data[0] == 'E';
                orientation = Orientation.ofExif(prefixed ? Arrays.copyOfRange(data, 6, data.length) : data);
            } else if (size[0] == 0) {
                size = size(type, data);
            }
            at += 8 + length + (length & 1);
        }
        if (size[0] <= 0 || size[1] <= 0) {
            throw UnfitPicture.broken("it does not say how large it is");
        }
        // A profile of its colours is left to the decoder, which applies it.
        return new PictureSource(
                PictureKind.WEBP, size[0], size[1], orientation, null, Arrays.copyOf(file, end), false);
    }

    private static int[] size(String type, byte[] data) {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (type.equals("VP8X") && data.length >= 10) {
            return new int[] {1 + (bytes.getInt(4) & 0xffffff), 1 + (bytes.getInt(6) >>> 8)};
        } else if (type.equals("VP8 ") && data.length >= 10) {
            return new int[] {bytes.getShort(6) & 0x3fff, bytes.getShort(8) & 0x3fff};
        } else if (type.equals("VP8L") && data.length >= 5) {
            int packed = bytes.getInt(1);
            return new int[] {1 + (packed & 0x3fff), 1 + (packed >>> 14 & 0x3fff)};
        }
        return new int[2];
    }
}
