package org.broadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final JavaClasses OURS = classesIn(Broadsheet.class, "");

    /** A small program that breaks every rule. */
    private static final JavaClasses VIOLATIONS = classesIn(ArchitectureTest.class, "org/broadsheet/violations/");

    static Stream<ArchRule> rules() {
        return new Architecture("org.broadsheet").rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_code_keeps(ArchRule rule) {
        rule.check(OURS);
    }

    @Test
    void every_package_of_the_order_exists() {
        assertThat(Architecture.ORDER.stream()
                        .filter(name -> !name.isEmpty())
                        .filter(name -> !OURS.containPackage("org.broadsheet." + name)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            import only packages before their own | text.Early
            import only packages before their own | nowhere.Lost
            free of cycles                        | Cycle detected
            be in a package that                  | nowhere.Lost
            have names                            | text.ImportHelper
            be given the time                     | Instant.now()
            be given the time                     | LocalDate.now(java.time.ZoneId)
            be given the time                     | currentTimeMillis()
            be given the time                     | Date.<init>()
            leave the system's clock              | systemUTC()
            leave java.util.Date                  | java.util.Date
            leave Quartz                          | org.quartz.Scheduler
            leave Mustache                        | com.github.mustachejava.Mustache
            leave Jakarta Mail                    | jakarta.mail.Message
            leave GreenMail                       | com.icegreen.greenmail.util.GreenMail
            leave SQL                             | org.jdbi.v3.core.Jdbi
            leave SQL                             | java.sql.Connection
            leave the databases                   | com.zaxxer.hikari.HikariDataSource
            leave the web server                  | io.javalin.Javalin
            leave the command line                | picocli.CommandLine
            leave Markdown                        | org.commonmark.node.Node
            leave YAML                            | org.snakeyaml.engine.v2.api.Load
            """)
    void a_violation_is_found(String rule, String where) {
        assertThat(violations(rule)).anyMatch(line -> line.contains(where));
    }

    @Test
    void a_time_that_comes_from_a_clock_is_no_violation() {
        assertThat(violations("be given the time"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("Instant.now(java.time.Clock)"));
    }

    private static List<String> violations(String rule) {
        return new Architecture("org.broadsheet.violations")
                .rules().stream()
                        .filter(candidate -> candidate.getDescription().contains(rule))
                        .flatMap(candidate -> candidate.evaluate(VIOLATIONS).getFailureReport().getDetails().stream())
                        .toList();
    }

    private static JavaClasses classesIn(Class<?> neighbour, String folder) {
        URL root = neighbour.getProtectionDomain().getCodeSource().getLocation();
        return new ClassFileImporter().importPath(Path.of(URI.create(root + folder)));
    }
}
