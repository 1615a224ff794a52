package org.broadsheet.web;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves pictures and calendar files, and nothing that a browser could take for anything else. */
final class ImagePages {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,149}");

    private final HostedImages images;

    ImagePages(HostedImages images) {
        this.images = images;
    }

    void show(Context context) {
        String name = context.pathParam("name");
        Optional<byte[]> image = NAME.matcher(name).matches() ? images.image(name) : Optional.empty();
        byte[] bytes = image.orElseThrow(NotFoundResponse::new);
        context.contentType(type(bytes).orElseThrow(NotFoundResponse::new));
        // The name tells the content, so it never changes. Web mail shows it inside pages of its own.
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.header("Cross-Origin-Resource-Policy", "cross-origin");
        context.result(bytes);
    }

    /** By the first bytes: what is no picture is not served. */
    static Optional<String> type(byte[] bytes) {
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G')) {
            return Optional.of("image/png");
        }
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of("image/jpeg");
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return Optional.of("image/gif");
        }
        if (starts(bytes, 0, 'B', 'E', 'G', 'I', 'N', ':', 'V', 'C', 'A', 'L', 'E', 'N', 'D', 'A', 'R')) {
            return Optional.of("text/calendar; charset=utf-8");
        }
        return starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')
                ? Optional.of("image/webp")
                : Optional.empty();
    }

    private static boolean starts(byte[] bytes, int from, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (from + i >= bytes.length || (bytes[from + i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
