package org.broadsheet.source;

import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A server of GitHub's API, as the configuration names it.
 *
 * @param url without a slash at its end
 * @param token goes to this server and nowhere else; null for asking as nobody in particular
 */
public record GithubServer(WebUrl url, @Nullable Secret token) {
    /** The one that everybody knows, asked without a token. */
    public static final GithubServer PUBLIC =
            new GithubServer(WebUrl.parse("https://api.github.com").orElseThrow(), null);

    /** By which a digest chooses it. */
    public String name() {
        return url.host().equals("api.github.com") ? "github.com" : url.host();
    }

    WebUrl at(String path) {
        return at(url.rest(), path);
    }

    /** Beside the other API: on servers of one's own that ends in {@code /api/v3}. */
    WebUrl graphql() {
        return at(url.rest().replaceFirst("/v3$", ""), "/graphql");
    }

    private WebUrl at(String base, String path) {
        return new WebUrl(url.scheme(), url.host(), url.address(), url.port(), base + path);
    }

    boolean isOrigin(WebUrl other) {
        return other.scheme().equals(url.scheme()) && other.host().equals(url.host()) && other.port() == url.port();
    }
}
