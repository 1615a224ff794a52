package org.broadsheet.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads the body of an answer: taken out of its chunks, unpacked, and no more of it than somebody wants to hold. */
final class Body {
    private static final int MOST_CODINGS = 2;

    private Body() {}

    /**
     * @param most bytes, counted after unpacking
     * @throws BadBody when there is more, or it cannot be unpacked
     */
    static byte[] read(Head head, InputStream wire, int most) throws IOException {
        try {
            byte[] bytes = unpacked(head, framed(head, wire)).readNBytes(most + 1);
            if (bytes.length > most) {
                throw new BadBody("it is larger than " + most / 1_000_000 + " MB");
            }
            return bytes;
        } catch (StackOverflowError e) { // Java unpacks the next of many pieces within the one before
            throw new BadBody("it is packed in more pieces than makes sense");
        } catch (ZipException e) {
            throw new BadBody("it is not packed as its header says");
        } catch (EOFException e) {
            throw new IOException("the answer ends too soon", e);
        }
    }

    // RFC 9112 §6.3
    private static InputStream framed(Head head, InputStream wire) throws IOException {
        String transfer = head.field("transfer-encoding").orElse("").toLowerCase(Locale.ROOT);
        if (transfer.equals("chunked")) {
            return new ChunkedInput(wire);
        }
        if (!transfer.isEmpty() && !transfer.equals("identity")) {
            throw new BadBody("it comes in an unknown transfer coding");
        }
        String length = head.field("content-length").orElse("");
        if (length.isEmpty()) {
            return wire;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new BadBody("its length is not a number");
        }
        return new LengthInput(wire, Long.parseLong(length));
    }

    // RFC 9110 §8.4: in the order in which they were applied
    private static InputStream unpacked(Head head, InputStream framed) throws IOException {
        List<String> codings = Stream.of(head.field("content-encoding")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split("\\s*,\\s*"))
                .filter(coding -> !coding.isBlank() && !coding.equals("identity"))
                .toList();
        if (codings.size() > MOST_CODINGS) {
            throw new BadBody("it is packed more often than makes sense");
        }
        InputStream in = framed;
        for (int i = codings.size() - 1; i >= 0; i--) {
            in = unpacked(codings.get(i), in);
        }
        return in;
    }

    private static InputStream unpacked(String coding, InputStream in) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> inflated(in);
            default -> throw new BadBody("it is packed in a way that nobody asked for");
        };
    }

    /** Some servers leave out the header of zlib, which RFC 9110 §8.4.1.2 demands. */
    private static InputStream inflated(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
        return new InflaterInputStream(buffered, new Inflater(!zlib));
    }
}
