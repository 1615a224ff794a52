package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenEditionTest {
    private static final String FRONT = "---\nlist: l\nfrom: a@x.example\n---\n";
    private static final String FAILED =
            "```source feed\n# could not be collected: it is away\nurl: https://a.example/%s\n```\n";

    private static OpenEdition open(String body) {
        byte[] bytes = (FRONT + body).getBytes(StandardCharsets.UTF_8);
        return new OpenEdition(
                "news", bytes, EditionParser.ofEditions(Defaults.NONE).parse("editions/news.md", bytes));
    }

    @Test
    void a_source_without_which_it_may_go_out_is_not_waited_for() {
        assertThat(open("## A\n\n" + FAILED.formatted("\noptional: true") + "\nx\n")
                        .failedSources())
                .isZero();
        assertThat(open("## A\n\n" + FAILED.formatted("") + "\nx\n").failedSources())
                .isOne();
    }
}
