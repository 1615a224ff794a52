package org.broadsheet.edition;

import org.broadsheet.text.Position;

/**
 * A {@code source} block as it is written in a digest.
 *
 * @param at where its fence begins
 * @param lastLine of the file that belongs to it: that of the closing fence
 * @param word behind {@code source}; may be empty
 * @param wordAt where that word stands
 * @param first where the text between the fences begins
 * @param yaml that text
 */
public record SourceBlock(Position at, int lastLine, String word, Position wordAt, Position first, String yaml) {}
