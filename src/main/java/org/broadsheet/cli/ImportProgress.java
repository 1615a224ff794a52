package org.broadsheet.cli;

import me.tongfei.progressbar.ProgressBar;
import org.broadsheet.subscriber.ImportWatch;
import org.jspecify.annotations.Nullable;

/** Shows how much of a file has been read, where that takes a while, and asks before people are taken off a list. */
final class ImportProgress implements ImportWatch, AutoCloseable {
    private static final long LONG = 1 << 20; // bytes; what is shorter is read before anybody looks
    private static final int TENTHS = 10;

    private final Terminal terminal;
    private final boolean yes;
    private @Nullable ProgressBar bar;
    private long tenths;

    ImportProgress(Terminal terminal, boolean yes) {
        this.terminal = terminal;
        this.yes = yes;
    }

    @Override
    public void progress(long read, long size) {
        if (size < LONG) {
            return;
        }
        if (terminal.isLive()) {
            if (bar == null) {
                bar = Progress.bar("importing", size).setUnit(" MB", LONG).build();
            }
            bar.stepTo(read);
        } else if (read * TENTHS / size > tenths) {
            tenths = read * TENTHS / size;
            terminal.sayf("  %d %% read", tenths * TENTHS);
        }
    }

    @Override
    public boolean mayRemove(long missing, long all) {
        close();
        if (yes) {
            return true;
        }
        String answer = terminal.ask(String.format(
                "The file does not name %,d of the %,d on the list. Take them off it? [y/N] ", missing, all));
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
