/** Asking other machines over HTTP: only such as may be asked, for so long, and for so much. */
@NullMarked
package org.broadsheet.fetch;

import org.jspecify.annotations.NullMarked;
