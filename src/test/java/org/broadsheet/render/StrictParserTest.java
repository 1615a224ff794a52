package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A parser that has nothing in common with ours finds nothing wrong with our messages. */
class StrictParserTest {
    @TempDir
    Path folder;

    @Test
    void python_reads_messages_without_a_defect() throws Exception {
        assumeTrue(python("--version").exit() == 0, "python3 is not installed: nothing was compared");
        List<Recipient> people = people();
        Mailing mailing = new Workspace()
                .with("editions/dot.png", MailingTest.DOT)
                .render(
                        "News for {{subscriber.name|you}} — ünïcode 字 and a subject that is rather too long for one line",
                        "Hello {{subscriber.first_name|there}}!\n\n![A dot](dot.png)\n\n"
                                + "Wörter und 漢字 😀 ".repeat(300));
        List<String> arguments = new ArrayList<>(List.of(script().toString()));
        for (int i = 0; i < people.size(); i++) {
            Path file = folder.resolve(i + ".eml");
            Files.write(file, mailing.message(people.get(i)));
            arguments.add(file.toString());
        }
        Output output = python(arguments.toArray(String[]::new));
        assertThat(output.exit()).as(output.text()).isZero();
        List<String> lines = output.text().lines().toList();
        assertThat(lines).hasSameSizeAs(people);
        for (int i = 0; i < lines.size(); i++) {
            check(new ObjectMapper().readTree(lines.get(i)), mailing, people.get(i));
        }
    }

    private static void check(JsonNode parsed, Mailing mailing, Recipient person) {
        assertThat(parsed.get("defects").toString()).isEqualTo("[]");
        assertThat(parsed.get("types").toString())
                .isEqualTo(
                        "[\"multipart/alternative\",\"text/plain\",\"multipart/related\",\"text/html\",\"image/png\"]");
        assertThat(parsed.get("subject").asString())
                .isEqualTo(mailing.subject(person).replaceAll(" +", " "));
        // Python leaves a space between the encoded words of a name (RFC 2047 §6.2 says none is there).
        assertThat(parsed.get("to").get(0).get(0).asString().replaceAll("\\s+", ""))
                .isEqualTo(person.to().name().replaceAll("\\s+", ""));
        assertThat(parsed.get("to").get(0).get(1).asString()).isEqualTo("ada@reader.example");
        assertThat(parsed.get("text").asString().replace("\r\n", "\n")).isEqualTo(mailing.text(person));
        assertThat(parsed.get("html").asString().replace("\r\n", "\n")).isEqualTo(mailing.html(person));
    }

    private static List<Recipient> people() {
        List<Recipient> people = new ArrayList<>();
        for (String name : List.of(
                "",
                "Ada Lovelace",
                "Lovelace, Ada \"Countess\" \\",
                "山田太郎",
                "Ñandú, José",
                "a\r\nBcc: b@c.example",
                "x".repeat(300))) {
            people.add(Workspace.recipient(name, name));
        }
        Random random = new Random(29);
        for (int i = 0; i < 40; i++) {
            String name = random.ints(1 + random.nextInt(60), 0x20, 0x2fff)
                    .filter(Character::isLetterOrDigit)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            people.add(Workspace.recipient(name, name));
        }
        return people;
    }

    private record Output(int exit, String text) {}

    private static Output python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Output(process.exitValue(), text);
        } catch (IOException notInstalled) {
            return new Output(127, String.valueOf(notInstalled.getMessage()));
        }
    }

    private Path script() throws IOException {
        try (var in = StrictParserTest.class.getResourceAsStream("parse.py")) {
            assertThat(in).isNotNull();
            return Files.write(folder.resolve("parse.py"), in.readAllBytes());
        }
    }
}
