/** In charge of turning a bundle into a mailing, and a mailing and a subscriber into the bytes of a message. */
@NullMarked
package org.broadsheet.render;

import org.jspecify.annotations.NullMarked;
