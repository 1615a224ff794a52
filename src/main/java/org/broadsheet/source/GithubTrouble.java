package org.broadsheet.source;

import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Page;
import org.broadsheet.text.Characters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says in one line why GitHub did not answer what it was asked. */
final class GithubTrouble {
    private static final int LONGEST = 200;

    private GithubTrouble() {}

    /** @param what was asked for, as people call it */
    static FetchException of(Page page, String what, boolean hasToken) {
        int status = page.head().status();
        String said = said(page);
        String behind = said.isEmpty() ? "" : ": " + said;
        if (status >= 500 || status == 408) {
            return new FetchException("GitHub answers " + status, true);
        }
        return new FetchException(
                switch (status) {
                    case 401 -> "GitHub does not accept the token (401): it may have run out or been revoked";
                    case 403 -> "GitHub refuses " + what + " (403)" + behind;
                    case 404 ->
                        "GitHub has no " + what + ", or does not show it "
                                + (hasToken ? "to whom the token belongs" : "without a token");
                    case 422 -> "GitHub cannot search for " + what + " (422)" + behind;
                    default -> "GitHub answers " + status + behind;
                },
                false);
    }

    /** What the server says about it, on one short line; empty when it says nothing. */
    static String said(Page page) {
        try {
            JsonNode root = GithubReader.json(page.body());
            String inner = GithubReader.text(root.path("errors").path(0), "message");
            return shown(inner.isEmpty() ? GithubReader.text(root, "message") : inner);
        } catch (FetchException noJson) {
            return "";
        }
    }

    private static String shown(String text) {
        String line = Characters.visible(Characters.oneLine(text));
        return FeedText.shortened(line, LONGEST).replaceFirst("\\.$", "");
    }

    /** What an answer in GraphQL says instead of an answer, or besides half of one; null when it is whole. */
    static @Nullable String of(JsonNode answer) {
        JsonNode errors = answer.path("errors");
        if (errors.isEmpty()) {
            return answer.path("data").isObject() ? null : "it answers nothing";
        }
        String message = shown(GithubReader.text(errors.path(0), "message"));
        return message.isEmpty() ? "it does not say why" : message;
    }
}
