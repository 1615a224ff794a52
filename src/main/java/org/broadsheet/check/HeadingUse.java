package org.broadsheet.check;

import org.broadsheet.text.Position;

/**
 * A heading inside the opening or a section.
 *
 * @param before the level of the heading before it: 2 where it is the first of its section
 * @param empty true when nothing stands between it and the next heading of its level or a higher one
 */
record HeadingUse(Position at, int level, int before, boolean empty) {}
