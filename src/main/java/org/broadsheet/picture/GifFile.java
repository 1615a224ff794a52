package org.broadsheet.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Walks through the blocks of a GIF file (GIF89a §15 and on) and leaves out what does not show it. */
final class GifFile {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;

    private final byte[] file;
    private final ByteArrayOutputStream clean = new ByteArrayOutputStream();
    private int frames;

    private GifFile(byte[] file) {
        this.file = file;
    }

    /** @param clean the same picture with nothing in it but what shows it; @param frames above 1 where it moves */
    record Read(int width, int height, byte[] clean, int frames) {}

    static Read read(byte[] file) {
        GifFile gif = new GifFile(file);
        gif.walk();
        return new Read(gif.littleEndian(6), gif.littleEndian(8), gif.clean.toByteArray(), gif.frames);
    }

    private void walk() {
        int at = 13 + colours(octet(10));
        copy(0, at);
        while (octet(at) != TRAILER) {
            int begin = at;
            boolean kept = true;
            if (octet(at) == IMAGE) {
                at = blocks(at + 11 + colours(octet(at + 9)));
                frames++;
            } else if (octet(at) == EXTENSION) {
                kept = octet(at + 1) == CONTROL || octet(at + 1) == APPLICATION && isLoop(at + 3);
                at = blocks(at + 2);
            } else {
                throw UnfitPicture.broken("what stands at byte " + at + " is no block of a GIF file");
            }
            if (kept) {
                copy(begin, at);
            }
        }
        clean.write(TRAILER);
        if (frames == 0 || littleEndian(6) == 0 || littleEndian(8) == 0) {
            throw UnfitPicture.broken("there is no picture in it");
        }
    }

    private boolean isLoop(int at) {
        String application = new String(file, at, Math.min(11, file.length - at), StandardCharsets.ISO_8859_1);
        return application.equals("NETSCAPE2.0") || application.equals("ANIMEXTS1.0");
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    /** Behind the block of length zero that ends a row of them. */
    private int blocks(int from) {
        int at = from;
        while (octet(at) != 0) {
            at += 1 + octet(at);
        }
        return at + 1;
    }

    private void copy(int from, int to) {
        octet(to - 1);
        clean.write(file, from, to - from);
    }

    private int octet(int at) {
        if (at >= file.length) {
            throw UnfitPicture.broken("the file ends too early");
        }
        return file[at] & 0xff;
    }

    private int littleEndian(int at) {
        return octet(at) | octet(at + 1) << 8;
    }
}
