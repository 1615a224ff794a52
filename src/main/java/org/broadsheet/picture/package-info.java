/** Turns picture files of many kinds, whoever made them, into small and clean ones that every mail program shows. */
@NullMarked
package org.broadsheet.picture;

import org.jspecify.annotations.NullMarked;
