package org.broadsheet.subscriber;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.broadsheet.text.InputException;

/** Opens the bytes of a CSV file as text: UTF-8, or UTF-16 as spreadsheets write it, with or without a mark. */
final class CsvText {
    private static final int HEAD = 4096;

    private CsvText() {}

    /** What cannot be decoded arrives as U+FFFD. */
    static Reader open(InputStream bytes, String file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, HEAD);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        if (head.length == 0) {
            throw CsvTrouble.file(
                    file, "csv-empty", "the file is empty", "the first line names the columns, such as address,name");
        }
        Charset charset = charset(head, file);
        in.skipNBytes(markLength(head));
        return new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    private static Charset charset(byte[] head, String file) throws InputException {
        if (starts(head, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        if (starts(head, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(head, 'P', 'K', 3, 4) || starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw CsvTrouble.file(
                    file, "csv-binary", "is a spreadsheet, not a CSV file", "save the sheet as CSV (UTF-8)");
        }
        // A header begins with ASCII, which UTF-16 writes with every other byte zero.
        if (head.length >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (head.length >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static int markLength(byte[] head) {
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        return starts(head, 0xfe, 0xff) || starts(head, 0xff, 0xfe) ? 2 : 0;
    }

    private static boolean starts(byte[] head, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
