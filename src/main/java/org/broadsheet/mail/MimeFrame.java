package org.broadsheet.mail;

/**
 * What stands between the parts of a message: text and HTML as alternatives, the HTML together with the pictures that it
 * shows where there are any.
 *
 * @param seed hexadecimal digits that follow from the content, so that the same message has the same boundaries
 * @param pictures whether pictures travel with the HTML
 * @param attachments whether files follow the text and the HTML
 */
public record MimeFrame(String seed, boolean pictures, boolean attachments) {
    /** Without attachments. */
    public MimeFrame(String seed, boolean pictures) {
        this(seed, pictures, false);
    }

    /** The fields that end the header, the empty line, and all up to the text. */
    public String beforeText() {
        String mixed = "Content-Type: multipart/mixed;\r\n boundary=\"" + mixed() + "\"\r\n\r\n--" + mixed() + "\r\n";
        return "MIME-Version: 1.0\r\n"
                + (attachments ? mixed : "")
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

    /** What stands between the last picture and the first attachment. */
    public String endOfBody() {
        return (pictures ? "\r\n--" + related() + "--\r\n" : "") + "\r\n--" + alternative() + "--\r\n";
    }

    /**
     * @param type as its field says it, without the name
     * @param name of the file: letters, digits, dots, dashes and underscores
     */
    public String beforeAttachment(String type, String name) {
        return "\r\n--" + mixed() + "\r\n"
                + HeaderField.structured("Content-Type", type + "; name=\"" + name + "\"")
                + HeaderField.structured("Content-Transfer-Encoding", "base64")
                + HeaderField.structured("Content-Disposition", "attachment; filename=\"" + name + "\"")
                + "\r\n";
    }

    /** Before a message that goes along whole: it has lines of ASCII, which no encoding may hide (RFC 2046 §5.2.1). */
    public String beforeMessage(String name) {
        return "\r\n--" + mixed() + "\r\n"
                + HeaderField.structured("Content-Type", "message/rfc822; name=\"" + name + "\"")
                + HeaderField.structured("Content-Disposition", "attachment; filename=\"" + name + "\"")
                + "\r\n";
    }

    /** What stands behind everything. */
    public String end() {
        return attachments ? "\r\n--" + mixed() + "--\r\n" : "";
    }

    private static String part(String type) {
        return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    }

    // "=_" cannot occur in quoted-printable, nor "_" in base64 (RFC 2045 §6.7): no part can hold a boundary.
    private String alternative() {
        return "=_a_" + seed;
    }

    private String mixed() {
        return "=_m_" + seed;
    }

    private String related() {
        return "=_r_" + seed;
    }
}
