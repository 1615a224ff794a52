package org.broadsheet.check;

import java.time.LocalDate;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;

/** An edition under inspection: what can be known of it without rendering. */
record Draft(String file, Edition edition, FrontLines lines, Matter matter, Surroundings around) {
    FrontMatter front() {
        return edition.front();
    }

    /** The day from which the edition looks ahead. */
    LocalDate day() {
        LocalDate date = front().date();
        return date == null ? LocalDate.ofInstant(around.clock().instant(), front().zone()) : date;
    }
}
