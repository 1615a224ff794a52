package org.broadsheet.delivery;

import org.broadsheet.edition.ApprovedEdition;

/** Told when a rule and no person has stopped an edition. Called by the run that met the rule: must not throw, nor wait long. */
public interface Alarm {
    void stopped(ApprovedEdition edition, String reason);
}
