package org.broadsheet.cli;

/** A command cannot do what it was asked to; the message says what is wrong and what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The work failed. */
    static Failure work(String message) {
        return new Failure(Exit.FAILED, message);
    }

    /** The command or the configuration is at fault. */
    static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
