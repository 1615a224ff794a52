/** In charge of what comes back: returned mail, complaints, and the policy from bounce to suppression. */
@NullMarked
package org.broadsheet.bounce;

import org.jspecify.annotations.NullMarked;
