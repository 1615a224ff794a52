package org.broadsheet.edition;

/** How the pictures of an edition reach the reader; {@code images:} in {@code broadsheet.yaml}. */
public enum ImageMode {
    /** Inside each message. */
    INLINE,
    /** From the public base URL, which has to be given. */
    HOSTED
}
