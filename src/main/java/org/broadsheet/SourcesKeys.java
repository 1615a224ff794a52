package org.broadsheet;

import java.time.Duration;
import java.util.List;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.source.GithubServer;
import org.broadsheet.source.SourceSettings;
import org.broadsheet.text.YamlMap;

/** Reads {@code sources:}. */
final class SourcesKeys {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private SourcesKeys() {}

    /** Somebody wrote a URL, or a port. */
    private static String hint(String entry) {
        return WebUrl.parse(entry)
                .or(() -> WebUrl.parse("http://" + entry))
                .map(WebUrl::host)
                .filter(Reach::isEntry)
                .map(host -> "write " + host)
                .orElse("write git.example.org, or 10.0.0.0/8");
    }

    static SourceSettings read(YamlMap map) {
        List<String> allow = map.texts("allow");
        for (String entry : allow) {
            if (!Reach.isEntry(entry)) {
                String message = "'" + entry + "' in 'allow' is no host, address or range of addresses";
                map.problems().error("bad-value", map.at("allow"), message, hint(entry));
            }
        }
        List<String> repositories = map.texts("repositories");
        Duration poll = map.duration("poll", SourceSettings.DEFAULT.poll());
        if (poll.compareTo(SHORTEST) < 0 || poll.compareTo(LONGEST) > 0) {
            map.problems().error("bad-value", map.at("poll"), "'poll' must be from 1m to 1d", "write 30m");
        }
        List<GithubServer> github = GithubKeys.read(map);
        map.refuseOthers();
        return new SourceSettings(allow, repositories, poll, github);
    }
}
