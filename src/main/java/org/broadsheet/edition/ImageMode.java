package org.broadsheet.edition;

/** Where the pictures of a mail are; {@code images:} in {@code broadsheet.yaml}. */
public enum ImageMode {
    /** Inside the message: shown at once, and offline. */
    INLINE,
    /** Under the public URL: smaller messages, but many readers' programs ask before they show them. */
    HOSTED
}
