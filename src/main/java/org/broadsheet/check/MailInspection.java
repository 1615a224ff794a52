package org.broadsheet.check;

/** Looks in the rendered mail for what some rules are about. */
interface MailInspection {
    void inspect(Rendered mail, Findings findings);
}
