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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;

/**
 * What the bytes of a CSV file tell before any row is read: UTF-8, UTF-16 as spreadsheets write it, with or without a mark,
 * or the Windows form of Latin-1, where hardly anything would be UTF-8.
 *
 * @param name without folders
 * @param size in bytes
 * @param mark how many bytes the mark at the beginning takes
 * @param sha256 of the whole file, in hex
 */
record CsvText(Path path, String name, long size, Charset charset, int mark, String sha256) {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 4096;
    private static final Charset LATIN = Charset.forName("windows-1252");

    /** @throws InputException when there is no such file, nothing in it, or no text */
    static CsvText examine(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path)) {
            String what = Files.exists(path) ? "is not a file" : "does not exist";
            throw CsvTrouble.file(path.toString(), "csv-missing", what, "name the CSV file to import");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[BUFFER];
            int length = in.readNBytes(buffer, 0, BUFFER);
            if (length == 0) {
                throw empty(name);
            }
            byte[] head = Arrays.copyOf(buffer, Math.min(length, HEAD));
            MessageDigest digest = newSha256();
            Utf8Census census = new Utf8Census();
            long size = 0;
            while (length > 0) {
                digest.update(buffer, 0, length);
                census.count(buffer, length);
                size += length;
                length = in.readNBytes(buffer, 0, BUFFER);
            }
            Charset charset = charset(head, name, census);
            return new CsvText(
                    path, name, size, charset, markLength(head), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static InputException empty(String name) {
        return CsvTrouble.file(
                name, "csv-empty", "the file is empty", "the first line names the columns, such as address,name");
    }

    static InputException unreadable(Path path, IOException why) {
        return CsvTrouble.file(path.toString(), "csv-unreadable", "cannot be read: " + FileTrouble.words(why), "");
    }

    /** Not Unicode: which letters the bytes mean is a guess. */
    boolean isLatin() {
        return charset.equals(LATIN);
    }

    /** What cannot be decoded arrives as U+FFFD. */
    Reader open(InputStream bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, BUFFER);
        in.skipNBytes(mark);
        return new BufferedReader(
                new InputStreamReader(
                        in,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                BUFFER);
    }

    private static Charset charset(byte[] head, String file, Utf8Census census) {
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
        return census.isHardlyUtf8() ? LATIN : StandardCharsets.UTF_8;
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

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
