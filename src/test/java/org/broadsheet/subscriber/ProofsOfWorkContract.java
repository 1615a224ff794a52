package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import org.broadsheet.MovingClock;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work is good once, for its list and for its time, on whichever database. */
abstract class ProofsOfWorkContract {
    private static final int BITS = 10;

    @RegisterExtension
    final TestDatabase database;

    private final MovingClock clock = new MovingClock();
    private ProofsOfWork proofs;

    ProofsOfWorkContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        proofs = process();
    }

    private ProofsOfWork process() {
        return new ProofsOfWork(database.get(), new Keys(database.get()), clock);
    }

    @Test
    void work_is_taken_once_by_whichever_process() {
        String proof = Proofs.find(proofs.challenge("community", BITS), BITS);

        assertThat(process().spend(proof, "community", BITS)).isTrue();
        assertThat(proofs.spend(proof, "community", BITS)).isFalse();
        assertThat(process().spend(proof, "community", BITS)).isFalse();
    }

    @Test
    void another_number_that_does_for_the_same_challenge_is_no_second_proof() {
        String challenge = proofs.challenge("community", BITS);
        String first = Proofs.find(challenge, BITS);
        String second = Proofs.find(challenge, BITS, 1 + Long.parseLong(first.substring(first.indexOf('.') + 1)));

        assertThat(second).isNotEqualTo(first);
        assertThat(proofs.spend(first, "community", BITS)).isTrue();
        assertThat(proofs.spend(second, "community", BITS)).isFalse();
    }

    @Test
    void it_is_good_for_its_list_its_difficulty_and_its_time_alone() {
        String proof = Proofs.find(proofs.challenge("community", BITS), BITS);

        assertThat(proofs.spend(proof, "other", BITS)).isFalse();
        assertThat(proofs.spend(proof, "community", BITS - 1)).isFalse();
        clock.advance(ProofsOfWork.GOOD);
        assertThat(proofs.spend(proof, "community", BITS)).isFalse();
    }

    @Test
    void nothing_is_taken_that_was_not_given_out_or_not_worked_for() {
        String challenge = proofs.challenge("community", BITS);
        String proof = Proofs.find(challenge, BITS);
        String changed = (challenge.startsWith("A") ? "B" : "A") + challenge.substring(1);

        for (String wrong : new String[] {
            "",
            challenge,
            challenge + ".",
            challenge + ".-1",
            challenge + ".99999999999999999999",
            proof + "\n",
            proof + " ",
            "x".repeat(100_000),
            Proofs.find(changed, BITS),
            Proofs.findNone(challenge, BITS)
        }) {
            assertThat(proofs.spend(wrong, "community", BITS)).as(wrong).isFalse();
        }
        assertThat(proofs.spend(proof, "community", BITS))
                .as("none of them spent it")
                .isTrue();
    }

    @Test
    void challenges_differ_and_what_is_spent_is_forgotten_when_it_is_too_old_anyway() {
        assertThat(proofs.challenge("community", BITS)).isNotEqualTo(proofs.challenge("community", BITS));
        String proof = Proofs.find(proofs.challenge("community", BITS), BITS);
        proofs.spend(proof, "community", BITS);
        proofs.tidy();
        assertThat(proofs.spend(proof, "community", BITS)).isFalse();

        clock.advance(ProofsOfWork.GOOD.multipliedBy(2).plusSeconds(1));
        proofs.tidy();
        assertThat(proofs.spend(proof, "community", BITS)).isFalse();
        int kept = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM spent_proof")
                        .mapTo(Integer.class)
                        .one());
        assertThat(kept).isZero();
    }
}
