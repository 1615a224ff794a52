package org.broadsheet.mail;

/**
 * What stands between the parts of a message: text and HTML as alternatives, the HTML together with the pictures that it
 * shows where there are any.
 *
 * @param seed hexadecimal digits that follow from the content, so that the same message has the same boundaries
 * @param pictures whether pictures travel with the HTML
 */
public record MimeFrame(String seed, boolean pictures) {
    /** The fields that end the header, the empty line, and all up to the text. */
    public String beforeText() {
        return "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/alternative;\r\n boundary=\"" + alternative() + "\"\r\n"
                + "\r\n--" + alternative() + "\r\n"
                + part("text/plain");
    }

    public String beforeHtml() {
        String related = "Content-Type: multipart/related; type=\"text/html\";\r\n boundary=\"" + related() + "\"\r\n"
                + "\r\n--" + related() + "\r\n";
        return "\r\n--" + alternative() + "\r\n" + (pictures ? related : "") + part("text/html");
    }

    /**
     * @param type such as {@code image/png}
     * @param contentId without angle brackets
     * @param name of the file: letters, digits, dots and hyphens
     */
    public String beforePicture(String type, String contentId, String name) {
        return "\r\n--" + related() + "\r\n"
                + HeaderField.structured("Content-Type", type)
                + HeaderField.structured("Content-Transfer-Encoding", "base64")
                + HeaderField.id("Content-ID", contentId)
                + HeaderField.structured("Content-Disposition", "inline; filename=\"" + name + "\"")
                + "\r\n";
    }

    public String end() {
        return (pictures ? "\r\n--" + related() + "--\r\n" : "") + "\r\n--" + alternative() + "--\r\n";
    }

    private static String part(String type) {
        return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    }

    // "=_" cannot occur in quoted-printable, nor "_" in base64 (RFC 2045 §6.7): no part can hold a boundary.
    private String alternative() {
        return "=_a_" + seed;
    }

    private String related() {
        return "=_r_" + seed;
    }
}
