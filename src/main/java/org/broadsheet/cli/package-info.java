/** In charge of the commands that a person types. */
@NullMarked
package org.broadsheet.cli;

import org.jspecify.annotations.NullMarked;
