package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.broadsheet.MovingClock;
import org.broadsheet.store.KeyRing;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.LinkTokens.Link;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

abstract class LinkTokensContract {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. ";

    @RegisterExtension
    final TestDatabase database;

    private final MovingClock clock = new MovingClock();
    private LinkTokens tokens;

    LinkTokensContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        tokens = new LinkTokens(database.get(), clock);
    }

    @Test
    void a_token_gives_back_what_it_was_made_for() {
        Instant now = clock.instant();
        for (Use use : Use.values()) {
            for (long id : new long[] {0, 1, 42, Long.MAX_VALUE}) {
                String token = tokens.token(use, id, now);

                assertThat(token).matches("[A-Za-z0-9_-]{43}");
                assertThat(tokens.parse(use, token)).map(Link::id).contains(id);
            }
        }
    }

    @Test
    void a_token_for_one_use_is_refused_for_every_other() {
        for (Use use : Use.values()) {
            String token = tokens.token(use, 7, clock.instant());
            for (Use other : Use.values()) {
                assertThat(tokens.parse(other, token).isPresent())
                        .as(use + " as " + other)
                        .isEqualTo(use == other);
            }
        }
    }

    @Test
    void a_token_is_good_for_its_time_and_then_only_known() {
        Link link = tokens.parse(Use.ERASE, tokens.token(Use.ERASE, 7, clock.instant()))
                .orElseThrow();

        assertThat(link.isOver(clock.instant().plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(link.isOver(clock.instant().plus(Duration.ofHours(1)))).isTrue();
    }

    @Test
    void any_other_character_at_any_place_is_refused() {
        String token = tokens.token(Use.CONFIRM, 42, clock.instant());
        for (int at = 0; at < token.length(); at++) {
            for (char other : ALPHABET.toCharArray()) {
                if (other != token.charAt(at)) {
                    String forged = token.substring(0, at) + other + token.substring(at + 1);
                    assertThat(tokens.parse(Use.CONFIRM, forged)).as(forged).isEmpty();
                }
            }
        }
    }

    @Test
    void neither_number_nor_time_can_be_read_and_neighbours_share_nothing() {
        Set<String> pieces = new HashSet<>();
        for (int id = 0; id < 1000; id++) {
            String token = tokens.token(Use.PREFERENCES, id, clock.instant());
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            pieces.add(java.util.HexFormat.of().formatHex(bytes, 0, 8));
            pieces.add(java.util.HexFormat.of().formatHex(bytes, 8, 16));
            pieces.add(java.util.HexFormat.of().formatHex(bytes, 16, 24));
        }

        assertThat(pieces).hasSize(3000);
    }

    @Test
    void after_a_rotation_old_tokens_still_open_and_new_ones_have_another_key() {
        KeyRing ring = new KeyRing(database.get(), "other", clock, Duration.ofDays(9), Duration.ofDays(9));
        LinkTokens rotating = new LinkTokens(ring);
        Instant before = clock.instant();
        String old = rotating.token(Use.PREFERENCES, 7, before);
        clock.advance(Duration.ofDays(1));
        ring.rotate();

        assertThat(rotating.parse(Use.PREFERENCES, old)).map(Link::id).contains(7L);
        assertThat(rotating.token(Use.PREFERENCES, 7, clock.instant())).isNotEqualTo(old);
        assertThat(rotating.token(Use.PREFERENCES, 7, before))
                .as("what is made again for a moment stays the same")
                .isEqualTo(old);
        assertThat(ring.all()).hasSize(2);
    }

    @Test
    void keys_take_turns_by_themselves_and_go_when_all_they_made_has_run_out() {
        KeyRing ring = new KeyRing(database.get(), "other", clock, Duration.ofDays(9), Duration.ofDays(20));
        LinkTokens rotating = new LinkTokens(ring);
        String old = rotating.token(Use.CONFIRM, 7, clock.instant());
        clock.advance(Duration.ofDays(10));
        assertThat(ring.all()).hasSize(2);
        assertThat(rotating.parse(Use.CONFIRM, old)).isPresent();

        clock.advance(Duration.ofDays(20));
        assertThat(rotating.parse(Use.CONFIRM, old)).isEmpty();
        int left = database.jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM key_material WHERE name = 'other.1'")
                        .mapTo(Integer.class)
                        .one());
        assertThat(left).isZero();
    }

    @Test
    void a_token_of_another_process_opens_though_that_one_has_rotated() {
        KeyRing theirs = new KeyRing(database.get(), "other", clock, Duration.ofDays(9), Duration.ofDays(9));
        LinkTokens ours =
                new LinkTokens(new KeyRing(database.get(), "other", clock, Duration.ofDays(9), Duration.ofDays(9)));
        ours.token(Use.CONFIRM, 1, clock.instant());
        theirs.rotate();

        assertThat(ours.parse(Use.CONFIRM, new LinkTokens(theirs).token(Use.CONFIRM, 7, clock.instant())))
                .map(Link::id)
                .contains(7L);
    }
}
