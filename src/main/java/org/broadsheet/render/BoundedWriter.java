package org.broadsheet.render;

import com.github.mustachejava.MustacheException;
import java.io.Writer;

/** Collects what a template writes, and stops one that would write for ever. */
final class BoundedWriter extends Writer {
    private static final int MOST = 8_000_000; // characters; mailbox providers clip a mail at about 100,000

    private final StringBuilder out = new StringBuilder();

    @Override
    public void write(char[] chars, int offset, int length) {
        if (out.length() + length > MOST) {
            throw new MustacheException("The template writes more than " + MOST + " characters");
        }
        out.append(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return out.toString();
    }
}
