package org.broadsheet;

import java.util.List;
import sun.misc.Signal;

/**
 * What is done when the process is told to stop. A shutdown hook would not do: the embedded database has one of its own,
 * hooks run all at once, and it would be closed before the last outcomes are saved.
 */
final class Signals {
    private Signals() {}

    /** Replaces what was to be done before. The exit code is the one that shells expect of a signal. */
    static void beforeExit(Runnable finish) {
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    finish.run();
                    System.exit(128 + signal.getNumber());
                });
            } catch (IllegalArgumentException notOnThisSystem) {
                continue;
            }
        }
    }
}
