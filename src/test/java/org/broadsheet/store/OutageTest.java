package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "90067, 'Connection is broken: \"Connection reset\"', true",
        "90098, 'The database has been closed', true",
        "90121, 'Database is already closed', true",
        "90028, 'IO Exception: \"java.nio.channels.ClosedChannelException\"', true",
        "90028, 'IO Exception: \"the page cannot be read\"', false",
        "90028, 'IO Exception: \"No space left on device\"', false",
        "90030, 'File corrupted while reading record', false",
        "23505, 'Unique index or primary key violation', false",
        "42102, 'Table \"x\" not found', false"
    })
    void the_embedded_database_that_changes_hands_is_away_for_a_moment(int code, String said, boolean away) {
        assertThat(Outage.isOne(new IllegalStateException(new SQLException(said, Integer.toString(code), code))))
                .isEqualTo(away);
    }

    @ParameterizedTest
    @CsvSource({"08006, true", "57P01, true", "53300, true", "57014, false", "53100, false", "42P01, false"})
    void so_is_a_server_that_stops_or_has_no_connection_left(String state, boolean away) {
        assertThat(Outage.isOne(new SQLException("said", state))).isEqualTo(away);
    }

    @Test
    void a_closed_database_on_a_full_disk_stays_closed() {
        SQLException closed = new SQLException(
                "The database has been closed", "90098", 90098, new IOException("No space left on device"));

        assertThat(Outage.isOne(closed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"08006, 0", "23505, 23505", "40001, 40001", "90131, 90131"})
    void what_passes_is_done_again(String state, int code) {
        AtomicInteger times = new AtomicInteger();

        String done = Outage.outlast(() -> {
            if (times.incrementAndGet() < 3) {
                throw new IllegalStateException(new SQLException("said", state, code));
            }
            return "done";
        });

        assertThat(done).isEqualTo("done");
        assertThat(times).hasValue(3);
    }

    @Test
    void what_does_not_is_thrown_at_once() {
        AtomicInteger times = new AtomicInteger();

        assertThatThrownBy(() -> Outage.outlast(() -> {
                    times.incrementAndGet();
                    throw new IllegalStateException(new SQLException("said", "42P01"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(times).hasValue(1);
    }
}
