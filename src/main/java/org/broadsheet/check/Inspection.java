package org.broadsheet.check;

/** Looks in what somebody wrote for what some rules are about. */
interface Inspection {
    void inspect(Draft draft, Findings findings);
}
