package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.broadsheet.delivery.DeliverySettings;
import org.broadsheet.delivery.Rate;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.mail.SmtpServer.Security;
import org.broadsheet.source.GithubServer;
import org.broadsheet.source.SourceSettings;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Secret;
import org.broadsheet.web.Limits;
import org.broadsheet.web.Networks;
import org.broadsheet.web.WebSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SMTP_PASSWORD", "hunter2: \"x\"", "DB_PASSWORD", "s3same", "EMPTY", "", "PORT", "2525");

    private static Configuration load(String text) {
        return new ConfigurationLoader(ENVIRONMENT).parse("broadsheet.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        InputException refused = catchThrowableOfType(InputException.class, () -> load(text));
        assertThat(refused).as("refusal of %s", text).isNotNull();
        return refused.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void without_a_file_all_is_as_by_default(@TempDir Path workspace) {
        assertThat(new ConfigurationLoader(Map.of()).load(workspace)).isEqualTo(Configuration.DEFAULT);
        assertThat(load("# nothing but a comment\n")).isEqualTo(Configuration.DEFAULT);
        assertThat(load("smtp:\ndelivery:\nbrand:\n")).isEqualTo(Configuration.DEFAULT);
    }

    @Test
    void the_defaults_are_safe() {
        Configuration normal = Configuration.DEFAULT;
        assertThat(normal.url()).isNull();
        assertThat(normal.smtp()).as("the sandbox").isEmpty();
        assertThat(normal.web()).isEqualTo(new WebSettings("127.0.0.1", 8025));
        assertThat(normal.images()).isEqualTo(ImageMode.INLINE);
        assertThat(normal.delivery().inDoubt()).isEqualTo(DeliverySettings.InDoubt.RESEND);
        assertThat(normal.delivery().grace()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void every_documented_key_is_read() {
        Configuration all = load("""
            url: https://news.example.org/
            smtp: { host: mail.example.org, port: 587, security: starttls, username: news, password: "${SMTP_PASSWORD}", connections: 8 }
            delivery: { rate: 6000/m, retry: { first: 2m, max: 4h, give-up: 24h }, in-doubt: hold, grace: 1h,
                        timeouts: { connect: 5s, read: 30s, write: 20s } }
            database: { url: "jdbc:postgresql://localhost/broadsheet", user: broadsheet, password: "${DB_PASSWORD}" }
            brand:
              name: Istio
              logo: images/logo.png
              accent: "#46C"
              address: |
                Istio Authors
                1 Mesh Road
              links:
                - { title: Site, url: https://istio.io }
            images: hosted
            web: { listen: "[::1]:9000" }
            """);

        assertThat(all.url()).isEqualTo("https://news.example.org");
        assertThat(all.smtp())
                .containsExactly(new SmtpServer(
                        "mail.example.org", 587, Security.STARTTLS, "news", new Secret("hunter2: \"x\""), 8, 1));
        assertThat(all.delivery().rates().all()).containsExactly(new Rate(6000, Duration.ofMinutes(1)));
        assertThat(all.delivery().retry().giveUp()).isEqualTo(Duration.ofHours(24));
        assertThat(all.delivery().inDoubt()).isEqualTo(DeliverySettings.InDoubt.HOLD);
        assertThat(all.delivery().timeouts().write()).isEqualTo(Duration.ofSeconds(20));
        assertThat(all.database().password()).isEqualTo("s3same");
        assertThat(all.brand())
                .isEqualTo(new Brand(
                        "Istio",
                        "images/logo.png",
                        "#4466cc",
                        List.of("Istio Authors", "1 Mesh Road"),
                        List.of(new Brand.Link("Site", "https://istio.io"))));
        assertThat(all.images()).isEqualTo(ImageMode.HOSTED);
        assertThat(all.web()).isEqualTo(new WebSettings("::1", 9000));
    }

    @Test
    void lists_proxies_and_limits_are_read() {
        Configuration all = load("""
            delivery: { notice-rate: [2/s, 500/h] }
            lists:
              community:
                title: Istio News
                from: Istio <news@istio.example>
                topics: { releases: Releases, events: Events }
                language: pt-BR
                opt-in: single
              plain: {}
              kind: { from: k@istio.example, welcome: latest-edition, goodbye: true, remind: 2d }
            web: { proxies: [127.0.0.1, "2001:db8::/32"], limits: { network: 5/h, list: 6/day, address: 7/m } }
            """);

        assertThat(all.delivery().noticeRates()).containsExactly(Rate.parse("2/s"), Rate.parse("500/h"));
        ListsKeys.Entry community = all.lists().get(0);
        assertThat(community.title()).isEqualTo("Istio News");
        assertThat(String.valueOf(community.from())).isEqualTo("Istio <news@istio.example>");
        assertThat(community.topics())
                .containsExactly(Map.entry("releases", "Releases"), Map.entry("events", "Events"));
        assertThat(community.language()).isEqualTo("pt-BR");
        assertThat(community.single()).isTrue();
        assertThat(all.lists().get(1).single())
                .as("nobody is subscribed unasked")
                .isFalse();
        assertThat(community.courtesies()).isEqualTo(OpenList.Courtesies.NONE);
        assertThat(all.lists().get(2).courtesies()).isEqualTo(new OpenList.Courtesies(true, true, Duration.ofDays(2)));
        assertThat(all.web().proxies()).isEqualTo(Networks.of(List.of("127.0.0.1", "2001:db8::/32")));
        assertThat(all.web().limits())
                .isEqualTo(new Limits.Settings(
                        Rate.parse("5/h"), Rate.parse("6/day"), Rate.parse("7/m"), Rate.parse("3/h")));
        assertThatThrownBy(() -> OpenLists.of(all.lists(), List.of()))
                .hasMessageContaining("broadsheet.yaml:")
                .hasMessageContaining("'plain' has no sender");
    }

    @Test
    void work_is_asked_of_browsers_where_it_is_wanted() {
        assertThat(load("").web().proofBits()).isZero();
        assertThat(load("web: { proof-of-work: false }").web().proofBits()).isZero();
        assertThat(load("web: { proof-of-work: true }").web().proofBits()).isEqualTo(18);
        assertThat(load("web: { proof-of-work: 20, limits: { without-proof: 1/h } }")
                        .web())
                .extracting(WebSettings::proofBits, web -> web.limits().withoutProof())
                .containsExactly(20, Rate.parse("1/h"));
    }

    @Test
    void how_long_things_are_kept_is_configured_and_has_an_end_in_any_case() {
        assertThat(load("").keep()).isEqualTo(new Keep(Duration.ofDays(365), Duration.ofDays(90)));
        assertThat(load("keep: { network-addresses: 30d, replies: 2d }").keep())
                .isEqualTo(new Keep(Duration.ofDays(30), Duration.ofDays(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: { network-addresses: 1h }",
                "keep: { network-addresses: forever }",
                "keep: { replies: 99999d }",
                "keep: { answers: 90d }",
                "lists: { Bad Name: {} }",
                "lists: { a: { from: nobody } }",
                "lists: { a: { language: tlh } }",
                "lists: { a: { opt-in: triple } }",
                "lists: { a: { topic: {} } }",
                "lists: { a: { welcome: something } }",
                "lists: { a: { welcome: latest-edition, opt-in: single } }",
                "lists: { a: { goodbye: perhaps } }",
                "lists: { a: { remind: 5m } }",
                "lists: { a: { remind: 15d } }",
                "web: { proxies: example.org }",
                "web: { proxies: [10.0.0.0/99] }",
                "web: { limits: { network: lots } }",
                "web: { limits: { networks: 5/h } }",
                "web: { proof-of-work: 25 }",
                "web: { proof-of-work: 7 }",
                "web: { proof-of-work: hard }",
                "delivery: { notice-rate: fast }",
            })
    void what_is_wrong_with_lists_and_limits_is_said_with_its_line(String yaml) {
        assertThat(problems(yaml)).hasSize(1).allMatch(problem -> problem.startsWith("broadsheet.yaml:1:"));
    }

    @Test
    void secrets_are_never_printed() {
        Configuration configuration = load("""
            smtp: { host: mail.example.org, username: news, password: "${SMTP_PASSWORD}" }
            database: { url: "jdbc:postgresql://localhost/b?password=s3same", user: b, password: "${DB_PASSWORD}" }
            """);
        assertThat(configuration.toString() + configuration.smtp() + configuration.database())
                .doesNotContain("hunter2")
                .doesNotContain("s3same");
        assertThat(String.valueOf(configuration.smtp().get(0).password())).isEqualTo("****");

        for (String misplaced : List.of(
                "images: \"${DB_PASSWORD}\"",
                "url: \"${DB_PASSWORD}\"",
                "smtp: { host: x, port: \"${DB_PASSWORD}\" }",
                "delivery: { rate: \"${DB_PASSWORD}\", grace: \"${DB_PASSWORD}\" }",
                "smtp: { host: x, password: [s3same] }")) {
            assertThat(problems(misplaced)).noneMatch(problem -> problem.contains("s3same"));
        }
    }

    @Test
    void a_server_on_this_machine_needs_no_encryption_and_any_other_does() {
        assertThat(load("smtp: { host: 127.0.0.1, port: 2525 }").smtp())
                .containsExactly(new SmtpServer("127.0.0.1", 2525, Security.NONE, null, null, 4, 1));
        assertThat(load("smtp: { host: mail.example.org }").smtp())
                .containsExactly(new SmtpServer("mail.example.org", 587, Security.STARTTLS, null, null, 4, 1));
        assertThat(load("smtp: [{ host: a.example, port: 465 }, { host: b.example, security: tls }]")
                        .smtp())
                .containsExactly(
                        new SmtpServer("a.example", 465, Security.TLS, null, null, 4, 1),
                        new SmtpServer("b.example", 465, Security.TLS, null, null, 4, 1));
    }

    @Test
    void a_login_is_a_name_and_one_thing_that_proves_it() {
        SmtpServer server = load("smtp: { host: smtp.example.org, username: news, token-command: get-token news }")
                .smtp()
                .get(0);
        assertThat(server.tokenCommand()).isEqualTo("get-token news");
        assertThat(server.password()).isNull();
        assertThat(problems("smtp: { host: x.example, username: n, token-command: a, password: b }"))
                .singleElement()
                .asString()
                .contains("there is a password and a token-command");
        assertThat(problems("smtp: { host: x.example, token-command: a }"))
                .singleElement()
                .asString()
                .contains("username");
    }

    @Test
    void variables_are_replaced_inside_values() {
        assertThat(load("smtp: { host: \"${HOST:-localhost}\", port: \"${PORT}\" }")
                        .smtp()
                        .get(0)
                        .toString())
                .isEqualTo("localhost:2525");
        assertThat(load("brand: { name: \"$${HOST} ${EMPTY:-none} ${EMPTY}.\" }")
                        .brand()
                        .name())
                .isEqualTo("${HOST} none .");
    }

    @Test
    void a_variable_is_never_read_as_yaml() {
        String name = load("brand:\n  name: ${SMTP_PASSWORD}\n").brand().name();
        assertThat(name).isEqualTo("hunter2: \"x\"");
    }

    @Test
    void a_variable_that_needs_quotes_is_told_so() {
        for (String bare : List.of(
                "smtp: { host: ${HOST}, port: 25 }", "smtp: {host: mail.example.org, password: ${SMTP_PASSWORD}}")) {
            assertThat(problems("# first\n" + bare + "\n"))
                    .singleElement()
                    .asString()
                    .startsWith("broadsheet.yaml:2:")
                    .endsWith("error: this is not YAML: ${…} begins a map here;"
                            + " put the value in quotes: \"${NAME}\" [yaml]");
        }
        assertThat(problems("smtp: { host: \"${HOST:-x}\", port: [ }")).noneMatch(told -> told.contains("${…}"));
    }

    @Test
    void a_missing_variable_is_named_with_its_place() {
        assertThat(problems(
                        "# first\nsmtp:\n  host: mail.example.org\n  username: news\n  password: ${SMTP_PASWORD}\n"))
                .containsExactly("broadsheet.yaml:5:13: error: the environment has no variable SMTP_PASWORD;"
                        + " did you mean ${SMTP_PASSWORD}? [undefined-variable]");
        assertThat(problems("brand: { name: \"${not closed\" }"))
                .singleElement()
                .asString()
                .contains("[bad-variable]");
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest() {
        assertThat(problems("smpt: { host: x }\nweb:\n  listten: 1\nsmtp: { host: x, conections: 3 }\ncolour: red\n"))
                .containsExactlyInAnyOrder(
                        "broadsheet.yaml:4:18: error: unknown key 'conections' in 'smtp'; did you mean 'connections'?"
                                + " [unknown-key]",
                        "broadsheet.yaml:3:3: error: unknown key 'listten' in 'web'; did you mean 'listen'?"
                                + " [unknown-key]",
                        "broadsheet.yaml:1:1: error: unknown key 'smpt'; did you mean 'smtp'? [unknown-key]",
                        "broadsheet.yaml:5:1: error: unknown key 'colour'; known here: url, smtp, delivery, dkim, bounces, database,"
                                + " lists, editors, brand, images, web, sources, keep, owners, reminders [unknown-key]");
    }

    @Test
    void a_duplicate_key_is_refused() {
        assertThat(problems("url: https://a.example\nimages: inline\nurl: https://b.example\n"))
                .containsExactly("broadsheet.yaml:3:1: error: 'url' is already given in line 1;"
                        + " keep one of them [duplicate-key]");
    }

    @Test
    void an_ill_typed_value_says_what_was_expected_and_what_was_found() {
        assertThat(problems("""
            url: news.example.org
            smtp:
              host: [a, b]
              port: "587"
              security: startls
              connections: many
            delivery: { rate: fast, grace: 6 hours, retry: { first: 9h } }
            images: 3
            web: yes
            """))
                .containsExactly(
                        "broadsheet.yaml:1:6: error: 'url' must be an http or https URL such as"
                                + " https://news.example.org, but is 'news.example.org' [bad-value]",
                        "broadsheet.yaml:3:9: error: 'host' must be text, but is a list [wrong-type]",
                        "broadsheet.yaml:4:9: error: 'port' must be a whole number from 1 to 65535, but is the text"
                                + " '587' [wrong-type]",
                        "broadsheet.yaml:5:13: error: 'security' must be one of none, starttls, tls, but is 'startls';"
                                + " did you mean 'starttls'? [bad-value]",
                        "broadsheet.yaml:6:16: error: 'connections' must be a whole number from 1 to 1000, but is"
                                + " 'many' [bad-value]",
                        "broadsheet.yaml:7:19: error: 'rate' must be a rate such as 200/s, 5000/h or 2000/day, but is"
                                + " 'fast' [bad-value]",
                        "broadsheet.yaml:7:50: error: 'first' must be more than nothing and no more than 'max'; for"
                                + " example first: 1m, max: 8h [bad-value]",
                        "broadsheet.yaml:7:32: error: 'grace' must be a duration such as 10s, 5m, 8h or 2d, but is '6"
                                + " hours' [bad-value]",
                        "broadsheet.yaml:8:9: error: 'images' must be one of inline, hosted, but is '3' [bad-value]",
                        "broadsheet.yaml:9:6: error: 'web' must be a map of keys and values, but is a text"
                                + " [wrong-type]");
    }

    @Test
    void servers_of_github_are_read_with_their_tokens() {
        List<GithubServer> servers = load("sources:\n  github:\n    - { token: ghp_one }\n"
                        + "    - { url: https://git.corp.example/api/v3/, token: \"two\" }\n")
                .sources()
                .github();
        assertThat(servers).extracting(GithubServer::name).containsExactly("github.com", "git.corp.example");
        assertThat(servers.get(0).url()).isEqualTo(GithubServer.PUBLIC.url());
        assertThat(servers.get(1).url().text()).isEqualTo("https://git.corp.example/api/v3");
        assertThat(servers).extracting(GithubServer::token).containsExactly(new Secret("ghp_one"), new Secret("two"));
        assertThat(load("sources: { github: { token: \"${NO_SUCH_TOKEN:-}\" } }\n")
                        .sources()
                        .github())
                .containsExactly(GithubServer.PUBLIC);
        assertThat(load("sources: { github: { url: \"http://127.0.0.1:8080\", token: x } }\n")
                        .sources()
                        .github())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { url: github.com }                                    | 'url' of github must be the https URL of an API
            { url: "https://github.com" }                          | that of the site, not of its API
            { url: "https://a:b@git.example/" }                    | 'url' of github must be the https URL of an API
            { url: "https://git.example/?x" }                      | 'url' of github must be the https URL of an API
            { url: "http://git.example/api/v3", token: x }         | the token would go over the network without encryption
            { token: "a b" }                                       | 'token' of github has spaces or letters in it that no token has
            [{ token: a }, { token: b }]                           | github.com is already given
            { tokn: a }                                            | unknown key 'tokn'
            """)
    void a_server_of_github_that_is_wrong_is_refused(String yaml, String message) {
        assertThat(problems("sources: { github: " + yaml + " }\n"))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void what_sources_may_reach_and_how_often_they_are_asked_is_read() {
        SourceSettings sources =
                load("sources: { allow: [git.corp.example, 10.0.0.0/8], repositories: [/srv/git/a.git, ../b], poll:"
                                + " 15m }\n")
                        .sources();
        assertThat(sources.allow()).containsExactly("git.corp.example", "10.0.0.0/8");
        assertThat(sources.poll()).isEqualTo(Duration.ofMinutes(15));
        assertThat(sources.repositories()).containsExactly("/srv/git/a.git", "../b");
        assertThat(load("images: inline\n").sources()).isEqualTo(SourceSettings.DEFAULT);
        assertThat(problems("sources: { allow: 'http://x.example/', poll: 5s, alow: x }\n"))
                .containsExactly(
                        "broadsheet.yaml:1:12: error: 'http://x.example/' in 'allow' is no host, address or range of"
                                + " addresses; write x.example [bad-value]",
                        "broadsheet.yaml:1:40: error: 'poll' must be from 1m to 1d; write 30m [bad-value]",
                        "broadsheet.yaml:1:50: error: unknown key 'alow' in 'sources'; did you mean 'allow'?"
                                + " [unknown-key]");
    }

    @Test
    void keys_that_sign_and_fields_that_they_leave_out_are_read() {
        Configuration read = load("""
            dkim:
              - { domain: Bücher.Example, selector: S1, key: keys/s1.pem }
              - { domain: bücher.example, selector: e1, key: "${EMPTY:-keys/e1.pem}" }
            smtp: { host: a.example, sign-except: [date, Message-ID] }
            """);
        assertThat(read.dkim())
                .extracting(entry -> entry.domain() + " " + entry.selector() + " "
                        + entry.key().reveal())
                .containsExactly("xn--bcher-kva.example s1 keys/s1.pem", "xn--bcher-kva.example e1 keys/e1.pem");
        assertThat(read.smtp().get(0).signExcept()).containsExactlyInAnyOrder("Date", "Message-ID");
        assertThat(read.dkim().toString()).as("a key may be given itself").doesNotContain("keys/s1.pem");
    }

    @Test
    void names_and_keys_that_cannot_sign_are_refused() {
        assertThat(problems("dkim: [ { domain: localhost, selector: 'a b' }, { domian: a.example, selector: s1,"
                        + " key: k } ]"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("'domain' must be a domain such as example.org"),
                        line -> assertThat(line).contains("'selector' must be a selector such as s1"),
                        line -> assertThat(line).contains("'key' is missing"),
                        line -> assertThat(line).contains("'domain' is missing"),
                        line -> assertThat(line).contains("did you mean 'domain'?"));
        assertThat(problems("dkim: [ { domain: a.example, selector: s1, key: k }, { domain: a.example, selector:"
                        + " s1, key: l } ]"))
                .singleElement()
                .asString()
                .contains("selector 's1' of a.example is already given");
        assertThat(problems("smtp: { host: a.example, sign-except: [Dat, From, X-Mine] }"))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("'Dat' is not signed anyway", "did you mean 'Date'?"),
                        line -> assertThat(line).contains("From is always signed"),
                        line -> assertThat(line).contains("'X-Mine' is not signed anyway"));
    }

    @Test
    void where_mail_returns_to_is_read() {
        assertThat(load("bounces: { address: b@a.example }").bounces())
                .isEqualTo(new BounceSettings(new MailAddress("b@a.example", ""), true));
        assertThat(load("bounces: { address: b@a.example, verp: false }")
                        .bounces()
                        .verp())
                .isFalse();
        assertThat(problems("bounces: { verp: true }"))
                .singleElement()
                .asString()
                .contains("'address' is missing");
        assertThat(problems("bounces: { address: nobody }"))
                .singleElement()
                .asString()
                .contains("an address such as");
        assertThat(problems("bounces: { address: a-name-of-too-many-letters@a.example }"))
                .singleElement()
                .asString()
                .contains("no room for what marks each recipient");
        assertThat(load("bounces: { address: a-name-of-too-many-letters@a.example, verp: false }")
                        .bounces()
                        .verp())
                .isFalse();
    }

    @Test
    void a_user_without_a_password_and_a_bare_colour_are_mistakes() {
        assertThat(problems("smtp: { host: a.example, username: u }"))
                .singleElement()
                .asString()
                .contains("'password' is missing in 'smtp'");
        assertThat(problems("brand:\n  accent: #2f5d8a\n"))
                .singleElement()
                .asString()
                .contains("put the colour in quotes");
        assertThat(problems("images: hosted")).singleElement().asString().contains("need the public 'url'");
    }

    @Test
    void a_file_that_is_not_yaml_or_not_utf_8_is_refused_with_its_line(@TempDir Path workspace) throws Exception {
        assertThat(problems("url: https://a.example\n\tweb: x\n"))
                .singleElement()
                .asString()
                .startsWith("broadsheet.yaml:2");
        assertThat(problems("- a\n- b\n")).singleElement().asString().contains("must be a map");
        Files.write(workspace.resolve("broadsheet.yaml"), new byte[] {'a', ':', '\n', 'b', ':', (byte) 0xff});
        InputException refused =
                catchThrowableOfType(InputException.class, () -> new ConfigurationLoader(Map.of()).load(workspace));
        assertThat(refused).hasMessageContaining("broadsheet.yaml:2:3: error: the file is not UTF-8 here");
    }

    @Test
    void the_example_of_the_documentation_and_the_sample_workspace_are_valid() throws Exception {
        String page = Files.readString(Path.of("docs/CONFIGURATION.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);
        assertThat(load(example.substring(0, example.indexOf("```"))).smtp()).isNotEmpty();
        Configuration sample = new ConfigurationLoader(Map.of()).load(Path.of("examples/istio-recap"));
        assertThat(sample.smtp()).as("nothing may leave").isEmpty();
        assertThat(sample.brand().name()).isEqualTo("Istio");
    }
}
