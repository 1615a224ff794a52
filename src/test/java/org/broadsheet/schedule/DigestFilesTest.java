package org.broadsheet.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestFilesTest {
    @TempDir
    Path folder;

    private DigestFiles files;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("digests"));
        files = new DigestFiles(folder, Clock.fixed(Instant.parse("2026-02-02T08:00:00Z"), ZoneOffset.UTC));
    }

    private void digest(String name, String schedule) throws IOException {
        Files.writeString(
                folder.resolve("digests/" + name + ".md"),
                "---\nname: News\nlist: community\nfrom: News <news@sender.example>\nschedule: \"" + schedule
                        + "\"\n---\nHello!\n");
    }

    @Test
    void a_time_that_no_clock_shows_is_told_with_its_line() throws IOException {
        digest("late", "0 0 25 ? * MON");
        digest("news", "0 0 9 ? * MON");

        assertThat(files.find("late").orElseThrow().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(
                                "digests/late.md:5:1: error: 'schedule' is not a cron expression: hours go from 0"));
        assertThat(files.next("late", edition -> false)).isEmpty();
        assertThat(files.next("news", edition -> false)).contains(Instant.parse("2026-02-02T09:00:00Z"));
        assertThat(files.next("news", "2026-02-02-news"::equals))
                .as("sent by hand")
                .contains(Instant.parse("2026-02-09T09:00:00Z"));
    }

    @Test
    void one_is_found_by_its_name_and_what_stands_at_its_top_without_its_days() throws IOException {
        digest("late", "0 0 25 ? * MON");
        Files.writeString(folder.resolve("digests/half.md"), "no front matter");

        assertThat(files.find("nobody")).isEmpty();
        assertThat(files.find("half").orElseThrow().front()).isNull();
        assertThat(files.fronts())
                .singleElement()
                .satisfies(front -> assertThat(front.name()).isEqualTo("News"));
        assertThat(files.all()).extracting(DigestFile::name).containsExactly("half", "late");
    }
}
