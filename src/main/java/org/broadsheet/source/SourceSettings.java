package org.broadsheet.source;

import java.time.Duration;
import java.util.List;

/**
 * How sources are asked: {@code sources:} in the configuration.
 *
 * @param allow hosts, addresses and ranges that may be asked although they are not on the public internet
 * @param repositories of Git that may be read although the workspace does not lie in them nor they in it
 * @param poll how often {@code serve} asks all sources between drafts
 * @param github servers of GitHub's API, the usual one first; empty for github.com, asked without a token
 */
public record SourceSettings(List<String> allow, List<String> repositories, Duration poll, List<GithubServer> github) {
    public static final SourceSettings DEFAULT =
            new SourceSettings(List.of(), List.of(), Duration.ofMinutes(30), List.of());
}
