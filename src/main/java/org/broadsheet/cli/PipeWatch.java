package org.broadsheet.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/** Standard output, which remembers whether its reader has gone: {@code broadsheet lists | head -1} is no mistake, a full disk is. */
final class PipeWatch extends FilterOutputStream {
    private volatile boolean unread;

    PipeWatch(OutputStream out) {
        super(out);
    }

    static PipeWatch ofProcess() {
        return new PipeWatch(new FileOutputStream(FileDescriptor.out));
    }

    /** In the encoding that Java's own standard output has. */
    PrintStream printer() {
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        return new PrintStream(new BufferedOutputStream(this, 1 << 13), true, charset);
    }

    boolean isUnread() {
        return unread;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            // All systems name the pipe: "Broken pipe", "The pipe is being closed".
            unread |= String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
            throw e;
        }
    }
}
