package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Reach;
import org.broadsheet.fetch.ScriptedWeb;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.fetch.Wire;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final Instant NOW = Instant.parse("2025-11-20T09:00:00Z");

    @TempDir
    Path root;

    private Access access(Wire wire) {
        Request feed = new Sources(List.of(new FeedSource()))
                .parse("feed", new Position("d.md", 1, 1), new Position("d.md", 2, 1), "url: http://x/", new Problems())
                .orElseThrow();
        return new Access(
                new Fetcher(wire, Fetcher.Limits.DEFAULT),
                new WorkspaceFolder(root),
                NOW,
                NOW,
                FoundItems.Standing.NEW,
                feed.options());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        http://git.corp.example/feed | git.corp.example is at 10.0.0.1 | git.corp.example
        http://GIT.Corp.example:81/x | git.corp.example is at 10.0.0.1 | git.corp.example
        http://192.168.7.1/feed      | 192.168.7.1 is at 192.168.7.1   | 192.168.7.1
        http://[fd00::1]/feed        | [fd00::1] is at fd00:           | "fd00::1"
        """)
    void who_may_not_be_asked_is_told_what_would_allow_it(String url, String words, String entry) throws Exception {
        InetAddress inside = InetAddress.getByName("10.0.0.1");
        try (Wire wire = new Wire(host -> List.of(inside), Reach.PUBLIC)) {
            Access access = access(wire);
            String hint = "; if it may be asked, add it to broadsheet.yaml: sources: { allow: [" + entry + "] }";
            assertThatThrownBy(() -> access.open(url))
                    .isInstanceOf(FetchException.class)
                    .hasMessageStartingWith(words)
                    .hasMessageEndingWith("which is not public" + hint);
            Wire.Request request = new Wire.Request("GET", WebUrl.parse(url).orElseThrow(), Map.of());
            assertThatThrownBy(() -> access.exchange(request)).hasMessageEndingWith(hint);
        }
        assertThat(Reach.isEntry(entry.replace("\"", ""))).isTrue();
    }

    @Test
    void nobody_is_told_to_allow_where_a_redirect_leads() {
        try (ScriptedWeb web = new ScriptedWeb();
                Wire wire = new Wire(
                        host -> List.of(InetAddress.getLoopbackAddress()), Reach.publicAnd(List.of("127.0.0.1")))) {
            web.on("/feed", 302, new byte[0], "Location: http://169.254.169.254/latest/meta-data");
            assertThatThrownBy(() -> access(wire).open(web.url("/feed")))
                    .hasMessage("169.254.169.254 is at 169.254.169.254, which is not public");
        }
    }
}
