package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Mailings;
import org.broadsheet.render.Recipient;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Lines;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Editions and people that mean harm go the whole way: file, preflight, bundle, mailing, message. What comes out is safe mail,
 * or an error with its place. Where an error can be ignored, it is ignored, and the mail has to be safe nevertheless.
 */
class HostileMailIT {
    private static final Path INPUTS = Path.of("src/test/resources/hostile");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|[nrt\\\\])");
    private static final List<String> NAMES = List.of(
            "Eve\r\nBcc: victim@x.example\r\n\r\n<script>alert(1)</script>",
            "\u202eeve \u0000\u2066x\u2069\u200b\ufeff\u0085\u2028Cc: y@x.example",
            "\"><img src=x onerror=alert(1)>' onclick='alert(1)",
            "javascript:alert(1)",
            "=?utf-8?q?=0D=0ABcc:_x=40y.example?=",
            "Eve, <mallory@x.example>; {{subscriber.name}} {{{x}}}",
            "0000000000000000000000000000000000s0z <!-- x",
            "\ud83d half, " + "long ".repeat(400));
    private static final Set<String> OF_THE_WHOLE = Set.of("too-large");
    private static final byte[] HARMLESS = harmless();

    static Stream<String> prose() throws IOException {
        return lines("prose.txt").map(body -> Desk.edition("", "Before.\n\n" + body + "\n\nAfter.\n"));
    }

    static Stream<String> fronts() throws IOException {
        return lines("front.txt").map(front -> Desk.edition(front, "Words. {{subscriber.name|x}}"));
    }

    static Stream<String> blocks() throws IOException {
        return lines("blocks.txt")
                .map(block -> Desk.edition("", "Words.\n\n## S\n```" + block.replaceFirst("\\|", "\n") + "\n```\n"));
    }

    static Stream<String> huge() {
        int million = 1_000_000;
        int below = 1_900_000; // the largest file that is read has 2 MB
        return Stream.of(
                        "word ".repeat(below / 5),
                        "word word\n".repeat(below / 10),
                        "x".repeat(below),
                        "<b>x</b>\n\n".repeat(10_000),
                        "<script>" + "alert(1);".repeat(below / 10) + "</script>",
                        "[x](javascript:" + "a".repeat(below) + ")",
                        "<a href=\"java" + "\t".repeat(below) + "script:alert(1)\">x</a>",
                        "word ".repeat(million),
                        "x".repeat(5 * million),
                        "<script>" + "alert(1);".repeat(million / 2) + "</script>",
                        "[x](javascript:" + "a".repeat(5 * million) + ")",
                        "line\n".repeat(million),
                        "<b>".repeat(million),
                        "## S\n```items\n" + "- title: x\n".repeat(400_000) + "```")
                .map(body -> Desk.edition("", body));
    }

    @ParameterizedTest
    @MethodSource({"prose", "fronts", "blocks"})
    void it_becomes_safe_mail_or_an_error_with_its_place(String edition) {
        assertThat(outcome(edition, NAMES.subList(0, 3))).as(edition).isEmpty();
    }

    @Test
    void whoever_they_say_they_are_their_mail_is_safe() {
        String slots =
                "{{subscriber.name|x}} [{{subscriber.first_name|x}}](https://a.example/?{{subscriber.name|x}}) *{{subscriber.address}}*";
        String edition = Desk.edition(
                "subject: \"{{subscriber.name}} {{subscriber.first_name|x}}\"\npreheader: \"{{subscriber.name}}\"",
                slots + "\n\n## A section\n| a |\n|---|\n| " + slots.replace("|", "\\|") + " |");
        assertThat(Desk.errors(new Desk().checkFile("a.md", edition))).isEmpty();
        assertThat(outcome(edition, NAMES)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("huge")
    void five_megabytes_become_safe_mail_or_an_error_with_its_place(String edition) {
        assertThat(outcome(edition, NAMES.subList(0, 1)))
                .as(edition.substring(0, 200))
                .isEmpty();
    }

    @Test
    void there_are_more_than_two_hundred_of_them_and_each_is_its_own() throws IOException {
        List<String> all = Stream.of(prose(), fronts(), blocks(), huge())
                .flatMap(inputs -> inputs)
                .toList();
        assertThat(all).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @Test
    void some_of_them_become_mail_and_some_do_not() throws IOException {
        List<Boolean> mail = Stream.of(prose(), fronts(), blocks())
                .flatMap(inputs -> inputs.limit(12))
                .map(edition ->
                        Desk.errors(new Desk().checkFile("a.md", edition)).isEmpty())
                .toList();
        assertThat(mail).contains(true, false);
    }

    /** @return what is wrong with the mail, or with the error */
    private static List<String> outcome(String edition, List<String> names) {
        byte[] bytes = edition.getBytes(StandardCharsets.UTF_8);
        Approval approval = new Desk().approval();
        Set<String> ignored = new HashSet<>();
        while (true) {
            try {
                Approval.Proof proof = approval.proof("a.md", bytes, ignored);
                return faults(Approval.reopen("a", proof.bundle()).mailings(), names);
            } catch (InputException refused) {
                Set<String> rules = refused.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Problem::rule)
                        .collect(Collectors.toSet());
                if (!ignored.addAll(rules)) {
                    return unclear(refused, Lines.of(edition).count());
                }
            }
        }
    }

    private static List<String> faults(Mailings mailings, List<String> names) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            byte[] message = mailings.of(i % 2 == 0 ? null : "ar").message(recipient(names.get(i)));
            faults.addAll(SafeMail.faults(message, HARMLESS));
        }
        return faults;
    }

    private static List<String> unclear(InputException refused, int lines) {
        return refused.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> !problem.at().file().equals("a.md")
                        || (problem.at().line() < 1 && !OF_THE_WHOLE.contains(problem.rule()))
                        || problem.at().line() > lines
                        || problem.message().isBlank()
                        || problem.toString().lines().count() != 1)
                .map(Problem::toString)
                .toList();
    }

    private static byte[] harmless() {
        byte[] edition = Desk.edition("", "Words.\n\n## A section\nMore.").getBytes(StandardCharsets.UTF_8);
        Approval.Proof proof = new Desk().approval().proof("a.md", edition);
        return proof.mailing().message(recipient("Ada"));
    }

    private static Recipient recipient(String name) {
        return new Recipient(
                new MailAddress("eve@reader.example", name),
                name,
                Set.of(),
                "https://news.bits.example/u/0123456789",
                "https://news.bits.example/p/0123456789",
                Instant.parse("2025-11-20T08:00:00Z"),
                "1.1@bits.example");
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(INPUTS.resolve(file)).stream()
                .filter(line -> !line.startsWith("# "))
                .map(HostileMailIT::unescaped);
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1).charAt(0)) {
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            case 'u' -> String.valueOf((char) Integer.parseInt(found.group(2), 16));
                            default -> "\\";
                        }));
    }

    @Test
    void harmless_mail_is_found_safe() {
        assertThat(SafeMail.faults(HARMLESS, HARMLESS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=3D\"x\" onerror=3D\"alert(1)\">",
                "<p OnClick=3D\"x\">y</p>",
                "<a href=3D\"javascript:alert(1)\">x</a>",
                "<a href=3D\"java&#10;script&colon;alert(1)\">x</a>",
                "<a href=3D\"&#x6a;avascript:alert(1)\">x</a>",
                "<a href=3D\" &#1;JAVASCRIPT:alert(1)\">x</a>",
                "<a href=3D\"=E2=80=8Bjavascript:alert(1)\">x</a>",
                "<a href=3D\"data:text/html,x\">x</a>",
                "<img src=3D\"data:image/png;base64,AAAA\" alt=3D\"\">",
                "<img src=3D\"cid:x@evil.example\" alt=3D\"\">",
                "<a href=3D\"mailto:a@b.example?subject=3D%0d%0aBcc:c@d.example\">x</a>",
                "<iframe></iframe>",
                "<form action=3D\"https://evil.example/\"></form>",
                "<svg></svg>",
                "<link rel=3D\"stylesheet\" href=3D\"https://evil.example/\">",
                "<base href=3D\"https://evil.example/\">",
                "<meta http-equiv=3D\"refresh\" content=3D\"0\">",
                "<div style=3D\"width:exp/**/ression(alert(1))\">x</div>",
                "<div style=3D\"background:\\75rl(https://evil.example/)\">x</div>",
                "<style>p{color:red}</style>",
                "<!--[if mso]><b>x</b><![endif]-->",
                "<v:shape></v:shape>",
                "<h1>Another</h1>",
                "x=00y"
            })
    void the_judge_finds_what_is_bad_in_a_page(String html) {
        assertThat(SafeMail.faults(with("Words.</p>", "Words.</p>" + html), HARMLESS))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\r\nBcc: victim@x.example",
                "Subject: x\r\n\r\n<script>alert(1)</script>",
                "Subject: x\nBcc: victim@x.example",
                "Subject: x\0",
                "Subject: =?utf-8?q?=E2=80=AEx?=",
                "Subject: =?utf-8?q?a=0D=0Ab?=",
                "Subject: x\r\nSubject: y",
                "Subject: x\r\nContent-Type: text/html",
                "To: a@b.example, c@d.example\r\nSubject: x"
            })
    void the_judge_finds_what_is_bad_in_a_header(String field) {
        assertThat(SafeMail.faults(with("Subject: The week in bits", field), HARMLESS))
                .isNotEmpty();
    }

    private static byte[] with(String good, String bad) {
        String message = new String(HARMLESS, StandardCharsets.ISO_8859_1);
        int at = message.lastIndexOf(good);
        assertThat(at).as(good).isPositive();
        return (message.substring(0, at) + bad + message.substring(at + good.length()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
