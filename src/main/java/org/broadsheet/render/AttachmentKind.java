package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be attached: documents that mail servers let through. Programs and archives are what viruses come in. */
enum AttachmentKind {
    PDF("application/pdf", "%PDF-", "pdf"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n", "png"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff", "jpg", "jpeg"),
    GIF("image/gif", "GIF8", "gif"),
    WORD("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004", "docx"),
    SHEET("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004", "xlsx"),
    SLIDES("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\u0003\u0004", "pptx"),
    OPEN_TEXT("application/vnd.oasis.opendocument.text", "PK\u0003\u0004", "odt"),
    OPEN_SHEET("application/vnd.oasis.opendocument.spreadsheet", "PK\u0003\u0004", "ods"),
    OPEN_SLIDES("application/vnd.oasis.opendocument.presentation", "PK\u0003\u0004", "odp"),
    EPUB("application/epub+zip", "PK\u0003\u0004", "epub"),
    CALENDAR("text/calendar; charset=utf-8", "BEGIN:VCALENDAR", "ics"),
    CARD("text/vcard; charset=utf-8", "BEGIN:VCARD", "vcf"),
    CSV("text/csv; charset=utf-8", "", "csv"),
    MARKDOWN("text/markdown; charset=utf-8", "", "md"),
    TEXT("text/plain; charset=utf-8", "", "txt", "asc", "diff", "patch", "log");

    private final String type;
    private final String beginning;
    private final List<String> endings;

    AttachmentKind(String type, String beginning, String... endings) {
        this.type = type;
        this.beginning = beginning;
        this.endings = List.of(endings);
    }

    /** By the end of the name: that is what a reader's computer goes by. */
    static Optional<AttachmentKind> of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(kind -> kind.endings.contains(ending)).findFirst();
    }

    static String known() {
        return Stream.of(values()).flatMap(kind -> kind.endings.stream()).collect(Collectors.joining(", "));
    }

    String type() {
        return type;
    }

    /** Whether the content is what the name promises. */
    boolean fits(byte[] content) {
        byte[] expected = beginning.getBytes(StandardCharsets.ISO_8859_1);
        boolean begins = content.length >= expected.length
                && Arrays.equals(content, 0, expected.length, expected, 0, expected.length);
        return begins && (!type.startsWith("text/") || isUtf8(content));
    }

    private static boolean isUtf8(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(content))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }
}
