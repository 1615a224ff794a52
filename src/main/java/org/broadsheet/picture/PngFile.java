package org.broadsheet.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Walks through the chunks of a PNG file (ISO/IEC 15948 §5) and leaves out what does not show it. */
final class PngFile {
    /** 144 dots an inch, in dots a metre: two pixels of the file for each of the page. */
    static final int DOUBLE_DENSITY = 5669;

    private static final byte[] SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final Set<String> SHOWN = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int LARGEST_PROFILE = 4_000_000;
    private static final int AROUND = 12; // length, type, checksum

    private PngFile() {}

    static PictureSource read(byte[] file) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        clean.writeBytes(SIGNATURE);
        Orientation orientation = Orientation.UPRIGHT;
        java.awt.color.@org.jspecify.annotations.Nullable ICC_Profile profile = null;
        ByteBuffer bytes = ByteBuffer.wrap(file);
        String type = "";
        for (int at = SIGNATURE.length; !type.equals("IEND"); ) {
            int length = at + AROUND <= file.length ? bytes.getInt(at) : -1;
            if (length < 0 || length > file.length - at - AROUND) {
                throw UnfitPicture.broken("the file ends too early");
            }
            boolean first = type.isEmpty();
            type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (first != type.equals("IHDR") || (first && length != 13)) {
                throw UnfitPicture.broken("it does not begin with its size");
            }
            byte[] data = Arrays.copyOfRange(file, at + 8, at + 8 + length);
            if (SHOWN.contains(type)) {
                if (checksum(type, data) != bytes.getInt(at + 8 + length)) {
                    throw UnfitPicture.broken("the checksum of its " + type + " chunk is wrong");
                }
                clean.write(file, at, length + AROUND);
            } else if (type.equals("eXIf") && length > 0) {
                orientation = Orientation.ofExif(data);
            } else if (type.equals("iCCP")) {
                profile = PictureSource.profile(inflated(data));
            }
            at += length + AROUND;
        }
        boolean passable = profile == null && orientation.isUpright();
        return new PictureSource(
                PictureKind.PNG,
                bytes.getInt(16),
                bytes.getInt(20),
                orientation,
                profile,
                clean.toByteArray(),
                passable);
    }

    /** The same with the density of a picture that is shown at half its size. */
    static byte[] withDoubleDensity(byte[] png) {
        ByteBuffer physical = ByteBuffer.allocate(9)
                .putInt(DOUBLE_DENSITY)
                .putInt(DOUBLE_DENSITY)
                .put((byte) 1);
        byte[] data = physical.array();
        int behindHeader = SIGNATURE.length + AROUND + 13;
        return ByteBuffer.allocate(png.length + AROUND + data.length)
                .put(png, 0, behindHeader)
                .putInt(data.length)
                .put("pHYs".getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .putInt(checksum("pHYs", data))
                .put(png, behindHeader, png.length - behindHeader)
                .array();
    }

    private static int checksum(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(data);
        return (int) crc.getValue();
    }

    /** §11.3.3.3: a name, a zero, the method, the profile; nothing where that is not so. */
    private static byte[] inflated(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name + 2 >= chunk.length) {
            return new byte[0];
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, name + 2, chunk.length - name - 2);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int read = inflater.inflate(buffer);
            while (read > 0 && out.size() < LARGEST_PROFILE) {
                out.write(buffer, 0, read);
                read = inflater.inflate(buffer);
            }
            return out.toByteArray();
        } catch (DataFormatException damaged) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
