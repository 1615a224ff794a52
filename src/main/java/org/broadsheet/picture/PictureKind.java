package org.broadsheet.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is by its first bytes. Its name plays no part in it. */
enum PictureKind {
    PNG,
    JPEG,
    GIF,
    WEBP,
    SVG;

    private static final int BEGINNING = 1024;

    static Optional<PictureKind> of(byte[] file) {
        String start = new String(file, 0, Math.min(BEGINNING, file.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return Optional.of(GIF);
        } else if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        return isSvg(file) ? Optional.of(SVG) : Optional.empty();
    }

    /** Markup whose first element, behind declarations and comments, is {@code svg}. */
    private static boolean isSvg(byte[] file) {
        String text = new String(Arrays.copyOf(file, Math.min(file.length, 16 * BEGINNING)), StandardCharsets.UTF_8);
        int at = text.startsWith("\ufeff") ? 1 : 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (text.startsWith("<!--", at)) {
                at = end(text, "-->", at);
            } else if (text.startsWith("<?", at)) {
                at = end(text, "?>", at);
            } else if (text.startsWith("<!", at)) {
                int subset = text.indexOf('[', at);
                int close = text.indexOf('>', at);
                at = subset > 0 && subset < close ? end(text, "]>", at) : end(text, ">", at);
            } else {
                return text.startsWith("<svg", at) || text.startsWith("<svg:svg", at);
            }
            if (at < 0) {
                return false;
            }
        }
    }

    private static int end(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }
}
