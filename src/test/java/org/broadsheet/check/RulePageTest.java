package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulePageTest {
    private static final Pattern REPORTED =
            Pattern.compile("(?:\\b(?:error|warning)\\(|new Problem\\(\\s*\\w+,)\\s*\"([a-z][a-z0-9-]+)\"");

    @Test
    void the_reference_is_that_of_the_code() throws IOException {
        assertThat(Files.readString(Path.of("docs/PREFLIGHT.md")))
                .as("script/docs writes it anew")
                .isEqualTo(RulePage.markdown());
    }

    @Test
    void whatever_parser_and_renderer_report_has_an_entry() throws IOException {
        Set<String> reported = new TreeSet<>();
        for (String name : Set.of("source", "edition", "render", "text")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/org/broadsheet", name))) {
                for (Path file : files.toList()) {
                    Matcher matcher = REPORTED.matcher(Files.readString(file));
                    while (matcher.find()) {
                        reported.add(matcher.group(1));
                    }
                }
            }
        }
        assertThat(reported).hasSizeGreaterThan(25);
        assertThat(Rules.all().map(Rule::id).collect(Collectors.toSet())).containsAll(reported);
    }
}
