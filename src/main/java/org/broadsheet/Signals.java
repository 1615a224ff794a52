package org.broadsheet;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What is done when the process is told to stop. A shutdown hook would not do: the embedded database has one of its own,
 * hooks run all at once, and it would be closed before the last outcomes are saved. Whatever happens the process is gone
 * within ten seconds, and at once when it is told again.
 */
final class Signals {
    private static final long LONGEST_MS = 9_500;

    private Signals() {}

    /** Replaces what was to be done before. The exit code is the one that shells expect of a signal. */
    static void beforeExit(Runnable finish) {
        AtomicBoolean told = new AtomicBoolean();
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> stop(told, finish, 128 + signal.getNumber()));
            } catch (IllegalArgumentException notOnThisSystem) {
                continue;
            }
        }
    }

    private static void stop(AtomicBoolean told, Runnable finish, int code) {
        if (!told.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(code);
        }
        Thread watch = new Thread(() -> haltLater(code), "signal-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            finish.run();
        } finally {
            System.exit(code);
        }
    }

    private static void haltLater(int code) {
        try {
            TimeUnit.MILLISECONDS.sleep(LONGEST_MS);
        } catch (InterruptedException e) {
            return; // nobody does that
        }
        Runtime.getRuntime().halt(code);
    }
}
