package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A password in the configuration, however wrongly it is written, is shown by no command. */
class SecretsIT {
    private static final String SECRET = "zq7XkW9vTreasure";

    /** Where a secret has its place: what stands before and behind it in the file. */
    private static final List<String> PLACES = List.of(
            "smtp:\n  host: 127.0.0.1\n  port: 1\n  username: news\n  password: VALUE\n",
            "smtp: { host: 127.0.0.1, port: 1, username: news, password: VALUE }\n",
            "database:\n  url: jdbc:postgresql://127.0.0.1:1/b\n  user: b\n  password: VALUE\n",
            "sources:\n  github:\n    token: VALUE\n",
            "dkim:\n  - domain: sender.example\n    selector: s1\n    key: VALUE\n");

    private static final List<String> FORMS = List.of(
            "*S",
            "*S x",
            "&S",
            "&S x",
            "!S",
            "!S x",
            "!!S x",
            "!!binary S",
            "!!str S",
            "!<S x",
            "!S!x y",
            "!a!S x",
            "%S",
            "@S",
            "`S`",
            "\"S",
            "'S",
            "'S'S",
            "\"S\"S",
            "\"a\\qS\"",
            "\"a\\xS\"",
            "\"a\\uS\"",
            "\"a\\UzS\"",
            "\"a\\U1S\"",
            "S: S",
            "S:\n      - S",
            "[S",
            "[S]",
            "{S",
            "{S}",
            "{S: S}",
            "| S",
            "> S",
            "|\n      S\u0007",
            "|9\n  S",
            "? S",
            "- S",
            "\"${S\"",
            "\"$S\"",
            "\"${NOPE}S\"",
            "\"${S:-\"",
            "\"S\u0001\"",
            "S\u0001",
            "S #S",
            "#S",
            "-----BEGIN S",
            "\"-----BEGIN PRIVATE KEY-----S-----END PRIVATE KEY-----\"",
            "S\n  S",
            "S\nS",
            "S\n  password: S",
            "<<: *S",
            "]S",
            "}S",
            "S]",
            "S}",
            "123456789012345678901234567890S",
            "0xS",
            "S/S+S=",
            "---\nS",
            "...\nS",
            "S\t: S");

    /** Settings that hold a secret where none belongs. */
    private static final List<String> MISPLACED = List.of(
            "sources: { github: { url: \"https://news:S@git.example.org/api/v3\" } }",
            "sources: { github: { url: \"https://git.example.org/api/v3?token=S\" } }",
            "sources: { github: { url: \"http://git.example.org\", token: S } }",
            "sources: { github: S }",
            "sources: { github: [S] }",
            "sources: { github: { token:S } }",
            "sources: { github: { tokne: S } }",
            "smtp: { host: smtp://news:S@mail.example.org }",
            "smtp: { host: \"smtp://news:a/S@mail.example.org:587\" }",
            "smtp: { host: \"news:S@mail.example.org\" }",
            "smtp: { server: \"smtps://S@mail.example.org\" }",
            "smtp: \"smtp://news:S@mail.example.org\"",
            "smtp: [\"smtp://news:S@mail.example.org\"]",
            "smtp: { host: mail.example.org, port: \"587:S@x\" }",
            "smtp: { host: mail.example.org, password:S }",
            "smtp: { host: mail.example.org, password=S }",
            "smtp: { host: mail.example.org, passwrod: S }",
            "smtp: { host: mail.example.org, username: n, password: { S } }",
            "smtp:\n  host: mail.example.org\n  password:S\n",
            "smtp:\n  host: mail.example.org\n  password = S\n",
            "smtp.password: S\n",
            "smtp.password = S\n",
            "password=S\n",
            "smtp_password:S\n",
            "PASSWORD='S'\n",
            "url: https://news:S@news.example.org",
            "url: https://S@news.example.org",
            "url: \"https://news:S/x@news.example.org\"",
            "url: \"ftp://news:S@news.example.org\"",
            "url: \"news:S@news.example.org\"",
            "url: [\"https://news:S@news.example.org\"]",
            "web: { listen: \"news:S@127.0.0.1:80\" }",
            "web: { listen: \"http://news:S@127.0.0.1:80\" }",
            "web: \"http://news:S@127.0.0.1:80\"",
            "bounces: { address: \"imap://news:S@mail.example.org\" }",
            "bounces: \"imap://news:S@mail.example.org\"",
            "bounces: { address: b@sender.example, imap: \"imap://news:S@mail.example.org\" }",
            "brand: { links: [ { title: Site, url: \"https://news:S@example.org/\" } ] }",
            "brand: { links: { Site: \"https://news:S@example.org/\" } }",
            "brand: { logo: \"https://news:S@example.org/logo.png\" }",
            "sources: { feed: \"https://news:S@example.org/\" }",
            "database: { url: \"jdbc:postgresql://b:S@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql://b:S/x@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql://b:x?S@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql://b:x;S@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql:/b:S@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql:b:S@127.0.0.1:1/b\" }",
            "database: { url: \"jdbc:postgresql://127.0.0.1:1/b?password=S\" }",
            "database: { url: \"jdbc:postgresql://127.0.0.1:1/b?password=%zzS\" }",
            "database: { url: \"jdbc:postgresql://127.0.0.1:port/b?password=S\" }",
            "database: { url: \"jdbc:postgresql://127.0.0.1:99999999/b?user=b&password=S\" }",
            "database: { url: \"jdbc:postgresql://[::1/b?user=b&password=S\" }",
            "database: { url: \"jdbc:postgresql:?S\" }",
            "database: { url: \"jdbc:mysql://root:S@127.0.0.1/b\" }",
            "database: { url: \"jdbc:mysql://127.0.0.1/b?user=root&password=S\" }",
            "database: { url: \"jdbc:oracle:thin:scott/S@127.0.0.1:b\" }",
            "database: { url: \"postgres://b:S@127.0.0.1/b\" }",
            "database: { url: \"jdbc:h2:tcp://127.0.0.1:1/b;USER=sa;PASSWORD=S\" }",
            "database: { url: \"jdbc:h2:mem:b;PASSWORD=S;S\" }",
            "database: { url: \"jdbc:h2:mem:b;NOPE=S;PASSWORD=S\" }",
            "database: { url: \"jdbc:h2:nowhere/b;PASSWORD=S\" }",
            "database: { url: \"jdbc:h2:file:FOLDER/x;CIPHER=AES;PASSWORD=S S\" }",
            "database: \"jdbc:postgresql://b:S@127.0.0.1:1/b\"",
            "database: [\"jdbc:postgresql://b:S@127.0.0.1:1/b\"]",
            "dkim: [ { domain: \"https://news:S@sender.example\", selector: s1, key: a.pem } ]",
            "dkim: [ { domain: sender.example, selector: \"s1:S@x\", key: a.pem } ]",
            "dkim: S",
            "delivery: { rate: \"smtp://u:S@h\" }");

    @TempDir
    Path folder;

    static Stream<String> configurations() {
        Stream<String> placed = PLACES.stream()
                .flatMap(place -> FORMS.stream().map(form -> place.replace("VALUE", form.replace("S", SECRET))));
        return Stream.concat(placed, MISPLACED.stream().map(text -> text.replaceAll("\\bS\\b|zzS\\b", SECRET)));
    }

    @Test
    void no_command_shows_a_password_of_the_configuration() {
        TestWorkspace workspace = new TestWorkspace(folder).edition("Hello.\n");
        List<String> leaks = new ArrayList<>();
        List<String> configurations = configurations().toList();
        assertThat(configurations).hasSizeGreaterThan(250).allMatch(text -> text.contains(SECRET));
        for (String configuration : configurations) {
            workspace.file("broadsheet.yaml", configuration.replace("FOLDER", folder.toString()));
            for (String[] command : new String[][] {
                {"status", "--json"}, {"check", "editions/" + TestWorkspace.EDITION + ".md", "--json"}, {"dkim", "show"}
            }) {
                String said = said(workspace, command);
                parts().filter(said::contains)
                        .findFirst()
                        .ifPresent(part -> leaks.add(part + " of:\n" + configuration + "\nin:\n" + said));
            }
        }

        assertThat(leaks).isEmpty();
    }

    /** What a command prints, what it logs, and what its libraries do. */
    private static String said(TestWorkspace workspace, String... command) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        List<String> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(new SimpleFormatter().format(logged));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
        root.addAppender(seen);
        julRoot.addHandler(handler);
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try {
            System.setOut(both);
            System.setErr(both);
            TestWorkspace.Run run = workspace.run(command);
            List<String> events = List.copyOf(seen.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : event.getThrowableProxy().getMessage()))
                    .toList();
            return run + "\n" + events + records + bytes.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
            root.detachAppender(seen);
            julRoot.removeHandler(handler);
        }
    }

    /** A part of a password is too much as well. */
    private static Stream<String> parts() {
        return IntStream.rangeClosed(0, SECRET.length() - 5).mapToObj(i -> SECRET.substring(i, i + 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!tag x", "!!binary x", "!x", "!!str x", "&x", "&a x", "*x"})
    void what_yaml_would_take_away_from_a_value_is_refused(String value) {
        TestWorkspace workspace = new TestWorkspace(folder)
                .file("broadsheet.yaml", "smtp:\n  host: h\n  username: u\n  password: " + value + "\n");

        TestWorkspace.Run run = workspace.run("status");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("broadsheet.yaml:4:13: error: 'password' begins with '", "in quotes");
    }

    @Test
    void a_url_in_place_of_a_server_is_refused_by_name() {
        TestWorkspace workspace =
                new TestWorkspace(folder).file("broadsheet.yaml", "smtp: { host: smtp://u:p@mail.example.org }\n");

        assertThat(workspace.run("status").err())
                .contains(
                        "broadsheet.yaml:1",
                        "'host' is not the name or the address of a server",
                        "host: mail.example.org");
    }

    @Test
    void a_public_address_with_a_password_is_refused() {
        TestWorkspace workspace =
                new TestWorkspace(folder).file("broadsheet.yaml", "url: https://u:p@news.example.org\n");

        assertThat(workspace.run("status").err()).contains("broadsheet.yaml:1", "'url' names a user or a password");
    }
}
