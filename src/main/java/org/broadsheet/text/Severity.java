package org.broadsheet.text;

/** How bad a problem is: an error stops a send, a warning is worth a look, a note is for the curious. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
