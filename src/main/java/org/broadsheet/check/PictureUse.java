package org.broadsheet.check;

import org.broadsheet.text.Position;
import org.jspecify.annotations.Nullable;

/**
 * A picture of an edition.
 *
 * @param src as written
 * @param alt null when nobody wrote any; empty where somebody said that it only decorates
 */
record PictureUse(Position at, String src, @Nullable String alt) {}
