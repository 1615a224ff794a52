package org.broadsheet.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a body out of its chunks (RFC 9112 §7.1). Trailers are not read. */
final class ChunkedInput extends InputStream {
    private static final int LONGEST_LINE = 4096;
    private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})\\s*(?:;.*)?");

    private final InputStream wire;
    private LengthInput chunk;
    private boolean first = true;
    private boolean ended;

    ChunkedInput(InputStream wire) {
        this.wire = wire;
        this.chunk = new LengthInput(wire, 0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ended && chunk.isDone()) {
            next();
        }
        return ended ? -1 : chunk.read(into, offset, length);
    }

    /** GZIPInputStream asks whether another member follows. */
    @Override
    public int available() throws IOException {
        return ended ? 0 : chunk.available();
    }

    private void next() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new BadBody("its chunks are not as long as they say");
        }
        first = false;
        Matcher size = SIZE.matcher(line().strip());
        if (!size.matches()) {
            throw new BadBody("its chunks do not say how long they are");
        }
        long length = Long.parseLong(size.group(1), 16);
        ended = length == 0;
        chunk = new LengthInput(wire, length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = wire.read(); octet != '\n'; octet = wire.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            if (line.length() == LONGEST_LINE) {
                throw new BadBody("a line between its chunks is too long");
            }
            line.append((char) octet);
        }
        return line.toString().replaceFirst("\r$", "");
    }
}
