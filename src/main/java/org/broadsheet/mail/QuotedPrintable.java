package org.broadsheet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in UTF-8 as quoted-printable (RFC 2045 §6.7), in pieces that can be put together in any order: each begins and
 * ends at the start of a line, with a soft line break at its end where the text has none, so whatever follows decodes as
 * if both had been encoded as one.
 */
public final class QuotedPrintable {
    private static final int LONGEST = 76; // RFC 2045 §6.7 rule 5, the soft line break's sign included
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] out; // no stream: one takes a lock for each octet
    private int length;
    private int column;

    private QuotedPrintable(int size) {
        this.out = new byte[size];
    }

    /**
     * @param text a line feed is a line break; a carriage return is a character like any other, so use line feeds only.
     *     Half a surrogate becomes the replacement character
     */
    public static byte[] encode(String text) {
        QuotedPrintable encoder = new QuotedPrintable(text.length() + text.length() / 8 + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            encoder.character(c, i < text.length() ? text.charAt(i) : '\0');
        }
        if (encoder.column > 0) {
            encoder.softBreak();
        }
        return Arrays.copyOf(encoder.out, encoder.length);
    }

    private void character(int c, char next) {
        if (c == '\n') {
            write('\r');
            write('\n');
            column = 0;
        } else if (c > '~' || c == '=' || (c < ' ' && c != '\t')) {
            octets(c);
        } else if ((c == ' ' || c == '\t') && next == '\n') {
            octets(c); // rule 3: white space at the end of a line does not survive transport
        } else {
            plain(c);
        }
    }

    private void plain(int c) {
        room(1); // after which the character may begin a line
        if (column == 0 && (c == '.' || c == 'F')) {
            octets(c); // a dot may be lost or doubled on the way, and "From " quoted
        } else {
            write(c);
            column++;
        }
    }

    /** All octets of a character on one line, so that a decoder that works by line sees no half of one. */
    private void octets(int c) {
        int whole = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
        byte[] octets = Character.toString(whole).getBytes(StandardCharsets.UTF_8);
        room(3 * octets.length);
        for (byte octet : octets) {
            write('=');
            write(HEX[(octet >> 4) & 0xf]);
            write(HEX[octet & 0xf]);
        }
        column += 3 * octets.length;
    }

    private void room(int characters) {
        if (column + characters > LONGEST - 1) {
            softBreak();
        }
    }

    private void softBreak() {
        write('=');
        write('\r');
        write('\n');
        column = 0;
    }

    private void write(int octet) {
        if (length == out.length) {
            out = Arrays.copyOf(out, 2 * length);
        }
        out[length++] = (byte) octet;
    }
}
