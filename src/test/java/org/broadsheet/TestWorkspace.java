package org.broadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.cli.Terminal;
import org.broadsheet.store.DatabaseSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A workspace in a temporary folder, and the commands run in it as a user would, but in this process. */
final class TestWorkspace {
    static final String EDITION = "2025-11-20-news";

    private final Path root;

    TestWorkspace(Path root) {
        this.root = root;
    }

    /** What a command printed, and how it ended. */
    record Run(int exit, String out, String err) {
        /** The last line of standard output. */
        JsonNode json() {
            String last = out.strip().lines().reduce((a, b) -> b).orElse("");
            return JsonMapper.shared().readTree(last);
        }
    }

    Path root() {
        return root;
    }

    TestWorkspace file(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, StandardCharsets.UTF_8);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An edition for list {@code community} with this body, approved by whoever sends it. */
    TestWorkspace edition(String body) {
        return file("editions/" + EDITION + ".md", """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                approval: automatic
                subject: "News for you"
                date: 2025-11-20
                ---
                """ + body);
    }

    /** A digest for list {@code community}. @param keys more lines of its front matter */
    TestWorkspace digest(String name, String keys, String body) {
        String title = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return file("digests/" + name + ".md", """
                ---
                name: %s
                list: community
                from: News <news@sender.example>
                %s
                ---
                %s""".formatted(title, keys.strip(), body));
    }

    /** A digest for list {@code community}, whose readers may opt out of this topic. */
    TestWorkspace digestWithTopic(String key) {
        return digest("weekly", "topics: { " + key + ": Topic }", "Hello.\n");
    }

    /** Takes {@code p1@readers.example} and so on in. */
    TestWorkspace people(int count) {
        String rows = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "p" + i + "@readers.example,Person " + i + ",P" + i + "\n")
                .collect(java.util.stream.Collectors.joining());
        file("people.csv", "address,name,first_name\n" + rows);
        Run run = run("import", "people.csv", "--list", "community", "--confirmed", "--evidence", "asked for it");
        if (run.exit() != 0) {
            throw new AssertionError(run.toString());
        }
        return this;
    }

    /** Mail goes to this port of the loopback interface. */
    TestWorkspace smtp(int port) {
        return file("broadsheet.yaml", """
                url: https://news.sender.example
                smtp: { host: 127.0.0.1, port: %d, security: none, connections: 4 }
                delivery: { timeouts: { connect: 2s, read: 5s, write: 5s } }
                """.formatted(port));
    }

    /** Adds a database of its own to the configuration. */
    TestWorkspace database(DatabaseSettings settings) {
        try {
            Files.writeString(
                    root.resolve("broadsheet.yaml"),
                    "database: { url: \"%s\", user: %s }%n".formatted(settings.url(), settings.user()),
                    StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(String... arguments) {
        return run(terminal -> Broadsheet.run(arguments, terminal, root));
    }

    /** @param command gives its exit code */
    static Run run(ToIntFunction<Terminal> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        int exit = command.applyAsInt(terminal);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command in a process of its own; what it prints goes to {@link #output}. */
    Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", // as the launcher has them for most
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("broadsheet.jar", "target/broadsheet.jar")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--workspace", root.toString()));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output(arguments[0]).toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command that was started has printed so far. */
    String printed(String command) {
        try {
            return Files.exists(output(command)) ? Files.readString(output(command)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output(String command) {
        return root.resolve("output-" + command + ".txt");
    }

    List<Path> outbox() {
        if (!Files.exists(root.resolve(".broadsheet/outbox"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(".broadsheet/outbox"))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
