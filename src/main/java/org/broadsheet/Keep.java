package org.broadsheet;

import java.time.Duration;

/**
 * How long is kept what tells of people more than is needed to write to them; {@code keep:} in {@code broadsheet.yaml}.
 *
 * @param networkAddresses from which people signed up, evidence of their consent
 * @param replies of servers about people's mail, and the record of notices
 */
record Keep(Duration networkAddresses, Duration replies) {
    static final Keep DEFAULT = new Keep(Duration.ofDays(365), Duration.ofDays(90));
}
