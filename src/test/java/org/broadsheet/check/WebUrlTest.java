package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.broadsheet.fetch.PublicAddresses;
import org.broadsheet.fetch.WebUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/x",
                "http://LOCALHOST:1313",
                "https://localhost./",
                "https://build.localhost",
                "http://printer.local",
                "http://wiki.internal/page",
                "http://nas.home.arpa",
                "http://wiki/page",
                "http://127.0.0.1:8080/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.178.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fd00::1]:8080/",
                "http://[fe80::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://public.example@127.0.0.1/",
                "http://%6c%6f%63%61%6c%68%6f%73%74/",
                "http://127\u30020\u30020\u30021/",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
            })
    void what_readers_cannot_reach_is_private_however_it_is_spelt(String url) {
        assertThat(WebUrl.parse(url))
                .as(url)
                .hasValueSatisfying(parsed ->
                        assertThat(Hosts.isPrivate(parsed)).as(parsed.host()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://istio.io/latest/",
                "https://www.youtube.com/watch?v=CTIeERU1hns&t=10s",
                "https://münchen.example/",
                "https://xn--mnchen-3ya.example/",
                "https://例え.テスト例/x",
                "http://8.8.8.8/",
                "http://[2606:4700::1111]/",
                "https://user@github.com:8443/a(b)?x=[1]&y={z}#frag",
                "https://my_bucket.s3.example.com/x",
                "https://127.0.0.1.nip.example/",
                "https://localhost.example/",
            })
    void what_readers_can_reach_is_not(String url) {
        assertThat(WebUrl.parse(url))
                .as(url)
                .hasValueSatisfying(parsed ->
                        assertThat(Hosts.isPrivate(parsed)).as(parsed.host()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:///x",
                "https://a..b/",
                "https://-a.example/",
                "https://a.example:0/",
                "https://a.example:99999/",
                "https://a.example:http/",
                "https://[::1/",
                "https://[v1.x]/",
                "https://256.256.256.256/",
                "https://1.2.3.4.5/",
                "https://a b.example/",
                "ftp://a.example/",
                "https://exam ple",
                "https://exa<mple.org/"
            })
    void what_no_host_can_be_is_no_url(String url) {
        assertThat(WebUrl.parse(url)).as(url).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "9.255.255.255, true",
        "10.0.0.0, false",
        "11.0.0.0, true",
        "100.63.255.255, true",
        "100.128.0.0, true",
        "172.15.255.255, true",
        "172.31.255.255, false",
        "172.32.0.0, true",
        "192.167.255.255, true",
        "198.17.255.255, true",
        "198.19.0.1, false",
        "203.0.113.9, false",
        "223.255.255.255, true",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "2606:4700::1111, true",
        "2001:4860:4860::8888, true",
        "2001:0:1::, false",
        "2001:db8::1, false",
        "2002:808:808::1, false",
        "fc00::1, false",
        "ff02::1, false",
        "::8.8.8.8, false"
    })
    void an_address_is_public_unless_a_registry_keeps_it(String address, boolean expected) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/, example.com",
        "https://a.github.io/, a.github.io",
        "https://b.a.github.io/, a.github.io",
        "https://github.io/, github.io",
        "https://blog.ibm.de/, ibm.de",
        "https://ibm.de/, ibm.de",
        "https://news.bbc.co.uk/, bbc.co.uk",
        "https://co.uk/, co.uk",
        "https://www.city.kawasaki.jp/, city.kawasaki.jp",
        "https://a.b.ck/, a.b.ck",
        "https://x.www.ck/, www.ck",
        "https://xn--85x722f.xn--55qx5d.cn/x, xn--85x722f.xn--55qx5d.cn",
        "https://www.食狮.公司.cn/, xn--85x722f.xn--55qx5d.cn",
        "https://printer/, printer",
        "https://www.project.example/, project.example",
        "http://127.1/, 127.0.0.1"
    })
    void the_domain_is_what_somebody_registered(String url, String domain) {
        assertThat(WebUrl.parse(url).orElseThrow().domain()).isEqualTo(domain);
    }
}
