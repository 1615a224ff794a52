/** In charge of the preflight: what must not reach a reader. */
@NullMarked
package org.broadsheet.check;

import org.jspecify.annotations.NullMarked;
