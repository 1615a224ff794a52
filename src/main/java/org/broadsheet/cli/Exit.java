package org.broadsheet.cli;

/** Exit codes, the same for every command. */
final class Exit {
    static final int DONE = 0;
    /** The work failed, or some of it did. */
    static final int FAILED = 1;
    /** Usage or configuration. */
    static final int USAGE = 2;
    /** The preflight found errors. */
    static final int PREFLIGHT = 3;

    private Exit() {}
}
