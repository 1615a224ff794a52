/** In charge of editions: digests, sections, drafts, approval and the bundle that approval freezes. */
@NullMarked
package org.broadsheet.edition;

import org.jspecify.annotations.NullMarked;
