package org.broadsheet.source;

import java.util.Set;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Page;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A server of GitHub's API answers questions, but none in GraphQL, or not to whom the token belongs. */
final class NoGraphql extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<String> FORBIDDEN = Set.of("FORBIDDEN", "INSUFFICIENT_SCOPES");

    private NoGraphql(GithubServer server, String behind, String setting) {
        super("GitHub does not answer in GraphQL at " + server.graphql().text() + behind + "; " + setting);
    }

    /** Null when it is something else that keeps it from answering. */
    static @Nullable NoGraphql of(GithubServer server, Page page) {
        int status = page.head().status();
        String said = GithubTrouble.said(page);
        String behind = " (" + status + ")" + (said.isEmpty() ? "" : ": " + said);
        return switch (status) {
            case 404, 405, 410, 501 -> new NoGraphql(server, behind, address());
            case 200 ->
                HtmlPage.of(page.body(), "")
                        .map(html -> new NoGraphql(server, behind + ", but with " + html.words(), address()))
                        .orElse(null);
            case 401, 403 -> new NoGraphql(server, behind, token());
            default -> null;
        };
    }

    /** The same of an answer in GraphQL. */
    static @Nullable NoGraphql of(GithubServer server, JsonNode answer, String trouble) {
        String type = GithubReader.text(answer.path("errors").path(0), "type");
        return FORBIDDEN.contains(type) ? new NoGraphql(server, ": " + trouble, token()) : null;
    }

    private static String address() {
        return "that address follows from 'url' of the server under sources: github: in broadsheet.yaml";
    }

    private static String token() {
        return "it takes another 'token' of the server under sources: github: in broadsheet.yaml";
    }

    /** For what is told in GraphQL alone. */
    FetchException instead() {
        return new FetchException(String.valueOf(getMessage()), false);
    }
}
