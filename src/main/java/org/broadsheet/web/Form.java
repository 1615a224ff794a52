package org.broadsheet.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a form has sent: {@code application/x-www-form-urlencoded}, whatever else the field of its type says. */
final class Form {
    static final int LARGEST = 64 * 1024;
    private static final int MOST_FIELDS = 500;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Form() {}

    /** Reads the body; a broken escape makes its field vanish and no other. */
    static Form of(Context context) {
        Form form = new Form();
        String[] fields = new String(body(context), StandardCharsets.US_ASCII).split("&", MOST_FIELDS + 1);
        if (fields.length > MOST_FIELDS) {
            throw new ContentTooLargeResponse();
        }
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return form;
    }

    private void put(String name, String value) {
        try {
            values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
        } catch (IllegalArgumentException brokenEscape) {
            return; // as if it had not been sent
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** All of the body, so that the connection can be used again; no more of it than a form needs. */
    static byte[] body(Context context) {
        byte[] body;
        try {
            body = context.bodyInputStream().readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new BadRequestResponse(); // it ends before it is whole: whoever sent it has gone
        }
        if (body.length > LARGEST) {
            throw new ContentTooLargeResponse();
        }
        return body;
    }

    /** The first value; empty when there is none. */
    String text(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
