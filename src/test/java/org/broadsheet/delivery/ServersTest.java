package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.mail.SmtpServer;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static SmtpServer server(String host, int connections, int weight) {
        return new SmtpServer(host, 25, SmtpServer.Security.NONE, null, null, connections, weight);
    }

    @Test
    void connections_are_shared_out_by_weight_and_never_more_than_a_server_allows() {
        Servers servers = new Servers(List.of(server("a.example", 10, 3), server("b.example", 10, 1)));
        Map<String, Integer> open = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            Servers.Place place = servers.inOrder(false).get(0);
            assertThat(place.take()).isTrue();
            open.merge(place.server().host(), 1, Integer::sum);
        }
        assertThat(open).isEqualTo(Map.of("a.example", 6, "b.example", 2));

        Servers.Place only =
                new Servers(List.of(server("c.example", 1, 1))).inOrder(false).get(0);
        assertThat(only.take()).isTrue();
        assertThat(only.take()).isFalse();
        only.release();
        assertThat(only.take()).isTrue();
    }

    @Test
    void one_that_was_away_a_moment_ago_is_asked_last() {
        Servers servers = new Servers(List.of(server("a.example", 10, 100), server("b.example", 10, 1)));
        servers.inOrder(false).get(0).noteAway();
        for (int i = 0; i < 20; i++) {
            assertThat(servers.inOrder(false).get(0).server().host()).isEqualTo("b.example");
        }
    }

    @Test
    void who_needs_smtputf8_is_sent_last_to_those_known_to_lack_it() {
        Servers servers = new Servers(List.of(server("a.example", 9, 1), server("b.example", 9, 9)));
        assertThat(servers.inOrder(false).get(0).server().host()).isEqualTo("b.example");
        servers.inOrder(true).get(0).noteInternational(false);
        assertThat(servers.inOrder(true).get(0).server().host()).isEqualTo("a.example");
        assertThat(servers.inOrder(false).get(0).server().host()).isEqualTo("b.example");
    }
}
