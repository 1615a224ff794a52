/** A program that breaks each rule of {@code Architecture} once, to show that the rules can fail. */
@NullMarked
package org.broadsheet.violations;

import org.jspecify.annotations.NullMarked;
