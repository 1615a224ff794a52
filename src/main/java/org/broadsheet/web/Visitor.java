package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.broadsheet.render.PageWords;
import org.jspecify.annotations.Nullable;

/** Who asks for a page: in which language, and whence. */
final class Visitor {
    private static final int LONGEST_LANGUAGES = 500;

    private final Networks proxies;

    Visitor(Networks proxies) {
        this.proxies = proxies;
    }

    /**
     * @param known the language of the person whom a link is for; null when not known
     * @param otherwise the language of what the page is about
     */
    PageWords words(Context context, @Nullable String known, String otherwise) {
        List<String> wanted = new ArrayList<>();
        String asked = context.queryParam("lang");
        if (asked != null) {
            wanted.add(asked);
        }
        if (known != null) {
            wanted.add(known);
        }
        wanted.addAll(accepted(context.header("Accept-Language")));
        wanted.add(otherwise);
        return PageWords.of(wanted);
    }

    /** RFC 9110 §12.5.4, the dearest first; none of a field that is not as it should be. */
    private static List<String> accepted(@Nullable String field) {
        if (field == null || field.length() > LONGEST_LANGUAGES) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(field).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(Locale.LanguageRange::getRange)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** The network address of whoever asks. */
    String address(Context context) {
        List<String> forwarded = Collections.list(context.req().getHeaders("X-Forwarded-For"));
        return proxies.client(context.req().getRemoteAddr(), forwarded);
    }
}
