package org.broadsheet.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.broadsheet.fetch.FetchException;
import tools.jackson.databind.JsonNode;

/** Searches discussions, of which GitHub tells in GraphQL only. */
final class GithubDiscussions {
    private static final int MOST = 1000;
    private static final String QUERY = """
            query($q: String!, $after: String) {
              search(query: $q, type: DISCUSSION, first: 50, after: $after) {
                discussionCount
                pageInfo { hasNextPage endCursor }
                nodes { ... on Discussion {
                  id number title url createdAt updatedAt category { name } repository { nameWithOwner }
                  author { login url __typename } labels(first: 20) { nodes { name } }
                } }
              }
            }""";

    private GithubDiscussions() {}

    static List<GithubEntry> search(GithubApi api, Outside outside, String query, String what)
            throws FetchException, NoGraphql {
        List<GithubEntry> found = new ArrayList<>();
        Map<String, String> variables = new TreeMap<>(Map.of("q", query));
        for (int page = 0; page < MOST / 50; page++) {
            JsonNode answer = api.graphql(outside, QUERY, variables, what);
            GithubPage read = GithubReader.page(answer);
            if (read.total() > MOST) {
                throw new FetchException("there are " + read.total() + " of them: narrow it by query or since", false);
            }
            found.addAll(read.entries());
            JsonNode info = answer.path("data").path("search").path("pageInfo");
            String cursor = GithubReader.text(info, "endCursor");
            if (!info.path("hasNextPage").asBoolean(false) || cursor.isEmpty()) {
                return found;
            }
            variables.put("after", cursor);
        }
        throw new FetchException("there are more than " + MOST + " of them: narrow it by query or since", false);
    }
}
