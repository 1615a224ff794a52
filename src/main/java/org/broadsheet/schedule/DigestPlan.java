package org.broadsheet.schedule;

import java.time.ZoneId;

/**
 * When a digest is due.
 *
 * @param digest the name of its file without {@code .md}
 * @param cron a Quartz cron expression, read on the wall clock of the zone
 */
public record DigestPlan(String digest, String cron, ZoneId zone) {}
