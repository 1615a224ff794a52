/** In charge of turning the outside world into items. */
@NullMarked
package org.broadsheet.source;

import org.jspecify.annotations.NullMarked;
