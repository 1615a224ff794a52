package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same cases as {@code script/compare-inliner} holds against another inliner. */
class InlinerCasesTest {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    static List<InlinerCase> cases() {
        return InlinerCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_page_is_inlined_as_it_was_found_right(InlinerCase page) throws IOException {
        String outcome = page.outcome();
        Path actual = page.page().resolveSibling(page.name() + ".expected.actual");
        Files.deleteIfExists(actual);
        if (UPDATE) {
            Files.writeString(page.expected(), outcome);
        } else if (!Files.exists(page.expected())
                || !Files.readString(page.expected()).equals(outcome)) {
            Files.writeString(actual, outcome);
        }
        assertThat(outcome).isEqualTo(Files.readString(page.expected()));
    }

    @Test
    void there_are_as_many_cases_as_are_promised() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }
}
