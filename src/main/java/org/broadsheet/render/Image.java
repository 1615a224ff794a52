package org.broadsheet.render;

import org.broadsheet.picture.PictureFile;

/**
 * A picture of the workspace that a mailing shows.
 *
 * @param name of the file, unique in the mailing
 * @param sha256 of its content
 * @param src as the HTML refers to it
 */
record Image(String name, String sha256, String src, PictureFile file, byte[] content) {
    /** RFC 2045 §5.1. */
    String type() {
        return "image/" + file.subtype();
    }
}
