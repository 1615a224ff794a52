package org.broadsheet.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    private static final Reach REACH = Reach.publicAnd(List.of("Git.Corp", "10.1.0.0/16", "fd00::/8", "192.168.0.7"));

    @ParameterizedTest
    @CsvSource({
        "blog.example, 93.184.215.14, true",
        "git.corp,     172.16.0.1,    true",
        "wiki.corp,    172.16.0.1,    false",
        "x.example,    10.1.255.255,  true",
        "x.example,    10.2.0.0,      false",
        "x.example,    192.168.0.7,   true",
        "x.example,    192.168.0.8,   false",
        "x.example,    fd12::1,       true",
        "x.example,    fe80::1,       false",
        "x.example,    127.0.0.1,     false",
    })
    void what_is_named_may_be_reached_besides_the_public(String host, String address, boolean allowed)
            throws UnknownHostException {
        assertThat(REACH.allows(host, InetAddress.getByName(address))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "git.corp", "127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"})
    void names_addresses_and_ranges_are_entries(String text) {
        assertThat(Reach.isEntry(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/x", "http://a.example", "a b", "a.example:80", "a.example/x"})
    void all_else_is_none(String text) {
        assertThat(Reach.isEntry(text)).isFalse();
    }

    @Test
    void nothing_named_leaves_the_public_internet() throws UnknownHostException {
        assertThat(Reach.publicAnd(List.of()).allows("localhost", InetAddress.getByName("127.0.0.1")))
                .isFalse();
    }
}
