package org.broadsheet.subscriber;

/** Counts what is UTF-8 beyond ASCII in a stream of bytes and what is not; exact enough to tell Latin-1 from it. */
final class Utf8Census {
    private long letters;
    private long strays;
    private int due;

    void count(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            if (b < 0 || due > 0) {
                beyondAscii(b & 0xff);
            }
        }
    }

    private void beyondAscii(int b) {
        if (due > 0 && (b & 0xc0) == 0x80) {
            due--;
            letters += due == 0 ? 1 : 0;
            return;
        }
        if (due > 0) {
            strays++; // what began was not finished
        }
        due = following(b);
        if (due == 0 && b >= 0x80) {
            strays++;
        }
    }

    private static int following(int lead) {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return 1;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            return 2;
        }
        return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    }

    /** A few strays in a file of whole letters are broken rows; strays alone are another encoding. */
    boolean isHardlyUtf8() {
        return strays + (due > 0 ? 1 : 0) > letters;
    }
}
