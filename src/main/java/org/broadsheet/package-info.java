/** Starts Broadsheet, loads its configuration and wires its parts together by hand. */
@NullMarked
package org.broadsheet;

import org.jspecify.annotations.NullMarked;
