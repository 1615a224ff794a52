package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What programs are answered: one JSON object, whatever went wrong, which scripts of any page may read. */
final class ApiAnswers {
    private static final String API = "/api/";

    private ApiAnswers() {}

    /** Whether a program asks, which can make nothing of a page. */
    static boolean isAskedFor(Context context) {
        return context.path().startsWith(API);
    }

    /** Fetch Standard §3.2: without it a script of somebody else's page learns nothing, not even what was wrong. */
    static void openToAll(Context context) {
        context.header("Access-Control-Allow-Origin", "*");
    }

    static void say(Context context, int status, String key, String word, String message) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(key, word);
        values.put("message", message);
        json(context.status(status), values);
    }

    static void json(Context context, Map<String, ?> values) {
        openToAll(context);
        PageTemplates.askLater(context);
        context.contentType("application/json").result(JsonMapper.shared().writeValueAsString(values) + "\n");
    }

    /** For what went wrong before anything could look at the request, or while it did. */
    static void trouble(Context context, int status) {
        String word = switch (status) {
            case 403 -> "origin";
            case 404 -> "path";
            case 405 -> "method";
            case 408 -> "too-slow";
            case 413 -> "too-large";
            case 415 -> "type";
            case 421 -> "host";
            case 429 -> "too-often";
            default -> status < 500 ? "request" : "server";
        };
        String message = switch (status) {
            case 403 -> "a page of another site may not send this";
            case 404 -> "there is nothing here; lists are asked for by POST /api/subscribe/NAME";
            case 405 -> allowed(context);
            case 408 -> "the request did not come in time";
            case 413 -> "the body has more than " + Form.LARGEST + " bytes";
            case 415 -> "the body is not JSON";
            case 421 -> "these pages are not those of that host";
            case 429 -> "that was too often; ask again later";
            default ->
                status < 500 ? "the request cannot be understood" : "it could not be done here; please try again later";
        };
        say(context, status, "error", word, message);
    }

    private static String allowed(Context context) {
        String methods = context.res().getHeader("Allow");
        return "this method is not for here" + (methods == null ? "" : "; use " + methods);
    }
}
