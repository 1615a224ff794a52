package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.broadsheet.text.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    private static Parsed parse(String keys) {
        String text = "---\nname: News\nlist: community\nfrom: News <news@sender.example>\n"
                + "schedule: \"0 0 9 ? * MON\"\n" + keys + "\n---\nHello!\n";
        return EditionParser.ofDigests(Defaults.NONE).parse("digests/news.md", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Timing timing(String keys) {
        return Objects.requireNonNull(parse(keys).edition()).front().timing();
    }

    @Test
    void what_is_not_said_asks_and_drafts_when_it_is_due() {
        Timing timing = timing("");
        assertThat(timing.late()).isEqualTo(Timing.Late.ASK);
        assertThat(timing.draftAhead()).isZero();
        assertThat(timing.skipDays()).isEmpty();
    }

    @Test
    void all_of_it_may_be_said() {
        Timing timing = timing("draft-ahead: 2d\nlate: skip\nskip-days: [2026-12-25, calendars/off.ics]");
        assertThat(timing.late()).isEqualTo(Timing.Late.SKIP);
        assertThat(timing.draftAhead()).isEqualTo(Duration.ofDays(2));
        assertThat(timing.skipDays())
                .extracting(Timing.SkipEntry::text)
                .containsExactly("2026-12-25", "calendars/off.ics");
        assertThat(timing("skip-days: calendars/off.txt").skipDays())
                .extracting(entry -> entry.at().line())
                .containsExactly(6);
    }

    @ParameterizedTest
    @CsvSource({
        "late: never, 'late'",
        "draft-ahead: 60d, 'draft-ahead'",
        "draft-ahead: soon, 'draft-ahead'",
        "lates: skip, late"
    })
    void what_is_wrong_is_named_with_its_line(String keys, String named) {
        assertThat(parse(keys).problems())
                .filteredOn(problem -> problem.at().line() == 6)
                .extracting(Problem::toString)
                .anyMatch(text -> text.contains(named.replace("'", "")));
    }
}
