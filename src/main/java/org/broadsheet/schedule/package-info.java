/** In charge of when things run: Quartz, its thin jobs, its calendars and misfires. */
@NullMarked
package org.broadsheet.schedule;

import org.jspecify.annotations.NullMarked;
