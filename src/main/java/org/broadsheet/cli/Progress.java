package org.broadsheet.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.broadsheet.delivery.DeliveryState;
import org.broadsheet.delivery.Tally;
import org.jspecify.annotations.Nullable;

/** Shows how far a send has come: a bar for a person, a line now and then elsewhere. */
final class Progress implements AutoCloseable {
    private static final int LINES = 10;

    private final Terminal terminal;
    private final int total;
    private final @Nullable ProgressBar bar;
    private int next;

    private Progress(Terminal terminal, int total, @Nullable ProgressBar bar) {
        this.terminal = terminal;
        this.total = total;
        this.bar = bar;
    }

    static Progress on(Terminal terminal, int total) {
        if (!terminal.isLive()) {
            return new Progress(terminal, total, null);
        }
        return new Progress(terminal, total, bar("sending", total).showSpeed().build());
    }

    /** As every command shows how far it has come. */
    static ProgressBarBuilder bar(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(System.err));
    }

    void show(Tally tally) {
        int settled = tally.settled();
        if (bar != null) {
            bar.stepTo(settled);
        } else if (settled >= next && settled > 0) {
            terminal.sayf(
                    "  %,d of %,d done: %,d accepted, %,d rejected%s",
                    settled,
                    total,
                    tally.of(DeliveryState.ACCEPTED),
                    tally.of(DeliveryState.REJECTED),
                    tally.of(DeliveryState.DEFERRED) == 0
                            ? ""
                            : String.format("; %,d deferred", tally.of(DeliveryState.DEFERRED)));
            next = settled >= total ? Integer.MAX_VALUE : settled + Math.max(1, total / LINES);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
