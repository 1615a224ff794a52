package org.broadsheet.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks through the segments of a JPEG file (ITU-T T.81 §B.1) and leaves out what does not show it. */
final class JpegFile {
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int JFIF = 16; // a longer one holds a small picture of the picture
    private static final int ICC_HEADER = 14;

    private final byte[] file;
    private final ByteArrayOutputStream clean = new ByteArrayOutputStream();
    private final ByteArrayOutputStream icc = new ByteArrayOutputStream();
    private final ByteArrayOutputStream iccSegments = new ByteArrayOutputStream();
    private Orientation orientation = Orientation.UPRIGHT;
    private int width;
    private int height;
    private int components;

    private JpegFile(byte[] file) {
        this.file = file;
    }

    static PictureSource read(byte[] file) {
        JpegFile jpeg = new JpegFile(file);
        jpeg.walk();
        boolean cmyk = jpeg.components == 4;
        byte[] icc = jpeg.icc.toByteArray();
        byte[] clean = jpeg.clean.toByteArray();
        var profile = cmyk || jpeg.components == 1 ? null : PictureSource.profile(icc);
        return new PictureSource(
                PictureKind.JPEG,
                jpeg.width,
                jpeg.height,
                jpeg.orientation,
                profile,
                cmyk ? jpeg.withProfile(clean) : clean,
                !cmyk && profile == null && jpeg.orientation.isUpright());
    }

    private void walk() {
        int at = 2;
        clean.write(file, 0, 2);
        while (true) {
            int marker = marker(at);
            while (marker == 0xff) { // fill bytes, §B.1.1.2
                marker = marker(++at);
            }
            if (marker == END) {
                clean.write(file, at, 2);
                break;
            }
            int length = 2 + unsigned(at + 2);
            if (length < 4 || at + length > file.length) {
                throw cutOff();
            }
            segment(marker, at, length);
            at += length;
            if (marker == SCAN) {
                int end = endOfScan(at);
                clean.write(file, at, end - at);
                at = end;
            }
        }
        if (width == 0 || height == 0) {
            throw UnfitPicture.broken("it does not say how large it is");
        }
    }

    private void segment(int marker, int at, int length) {
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && length >= 10) {
            height = unsigned(at + 5);
            width = unsigned(at + 7);
            components = file[at + 9];
        }
        if (marker == APP1 && length > 10 && begins(at + 4, "Exif\0\0")) {
            orientation = Orientation.ofExif(Arrays.copyOfRange(file, at + 10, at + length));
        } else if (marker == APP2 && begins(at + 4, "ICC_PROFILE\0") && length > 4 + ICC_HEADER) {
            // ICC.1 §B.4: in pieces, which writers put in their order
            icc.write(file, at + 4 + ICC_HEADER, length - 4 - ICC_HEADER);
            iccSegments.write(file, at, length);
        }
        boolean jfif = marker == APP0 && begins(at + 4, "JFIF\0") && length == 2 + JFIF;
        boolean adobe = marker == APP14 && begins(at + 4, "Adobe"); // tells how colours are stored
        boolean told = marker >= APP0 && marker <= APP15 || marker == COMMENT;
        if (jfif || adobe || !told) {
            clean.write(file, at, length);
        }
    }

    /** Where the coded data of a scan end: at a marker that is neither a stuffed byte nor a restart. */
    private int endOfScan(int from) {
        for (int at = from; at + 1 < file.length; at++) {
            int next = file[at + 1] & 0xff;
            if (file[at] == (byte) 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                return at;
            }
        }
        throw cutOff();
    }

    private byte[] withProfile(byte[] clean) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(clean, 0, 2);
        out.writeBytes(iccSegments.toByteArray());
        out.write(clean, 2, clean.length - 2);
        return out.toByteArray();
    }

    private int marker(int at) {
        if (at + 1 >= file.length) {
            throw cutOff();
        }
        if (file[at] != (byte) 0xff) {
            throw UnfitPicture.broken("what stands at byte " + at + " is no segment of a JPEG file");
        }
        return file[at + 1] & 0xff;
    }

    private int unsigned(int at) {
        if (at + 1 >= file.length) {
            throw cutOff();
        }
        return (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
    }

    private boolean begins(int at, String words) {
        byte[] expected = words.getBytes(StandardCharsets.ISO_8859_1);
        return at + expected.length <= file.length
                && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
    }

    private static UnfitPicture cutOff() {
        return UnfitPicture.broken("the file ends too early");
    }
}
