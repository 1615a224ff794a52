package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class SegmentsContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private People people;
    private Segments segments;

    SegmentsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        people = new People(database.get());
        segments = new Segments(database.get());
        people.load(folder, """
                address,locale,zone,tags,opted_out,company,Job "x"
                a@x.example,de,Europe/Berlin,maintainer;docs,events,"Acme, ""Inc\""",100%
                b@x.example,de-AT,,Maintainer,,Acme,1000
                c@y.example,dsb,,main_tainer,releases,,"a,""company"":""Acme\"""
                d@bücher.example,,,,events;releases,ACME,
                e@sub.x.example,en,,maintainers,,,
                """);
    }

    /** The first letters of the addresses that are found. */
    private String found(String text) {
        StringBuilder found = new StringBuilder();
        MailingList list = people.lists.find("community").orElseThrow();
        Segment segment = SegmentParser.parse("--segment", text);
        segments.some(list, segment, 100)
                .forEach(each -> found.append(each.address().address().charAt(0)));
        assertThat(segments.count(list, segment)).isEqualTo(found.length());
        return found.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "nobody", textBlock = """
                    tag:maintainer ~ ab
                    tag:MAINTAINER and not tag:docs ~ b
                    tag:main_tainer ~ c
                    tag:main% ~ nobody
                    tag:"r;d" ~ nobody
                    locale:de ~ ab
                    locale:de-at ~ b
                    not locale:de ~ cde
                    zone:Europe/Berlin ~ a
                    not zone:Europe/Berlin ~ bcde
                    topic:events ~ bce
                    not topic:events ~ ad
                    topic:events and topic:releases ~ be
                    domain:x.example ~ ab
                    domain:BÜCHER.example ~ d
                    attribute.company=Acme ~ b
                    attribute.company!=Acme ~ acde
                    attribute.company=ACME or tag:docs ~ ad
                    joined=2025-11-20 ~ abcde
                    joined>2025-11-20 ~ nobody
                    joined>=2025-11-20 and joined<2025-11-21 ~ abcde
                    joined<2025-11-20 ~ nobody
                    joined<=2025-11-20 ~ abcde
                    (tag:docs or locale:en) and not domain:x.example ~ e
                    """)
    void each_condition_finds_those_it_means(String segment, String letters) {
        assertThat(found(segment)).isEqualTo(letters == null ? "" : letters);
    }

    @Test
    void who_left_or_is_suppressed_is_not_counted() {
        people.subscriptions.unsubscribe(people.ref("a@x.example", "community"), "asked");
        people.suppressions.add(People.address("b@x.example"), Suppressions.Reason.BOUNCED, "550");
        assertThat(found("tag:maintainer or locale:en")).isEqualTo("e");
    }
}
