/** Reads what people wrote, YAML above all, and says where it is wrong: positions, problems, nearest names. */
@NullMarked
package org.broadsheet.text;

import org.jspecify.annotations.NullMarked;
