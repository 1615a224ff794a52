package org.broadsheet.edition;

import org.broadsheet.text.Position;

/**
 * A file that goes along with an edition.
 *
 * @param path relative to the edition's file, or to the workspace
 */
public record AttachedFile(Position at, String path) {}
