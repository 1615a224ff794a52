package org.broadsheet.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.jspecify.annotations.Nullable;

/** Takes sign-ups in, from whichever form: what it answers never depends on who is known. */
final class SignUpDesk {
    private static final int MOST_TOPICS = 100;

    private final Map<String, OpenList> lists;
    private final MailingLists numbers;
    private final SignUps signUps;
    private final Limits limits;
    private final ProofDesk proofs;
    private final Clock clock;

    /**
     * What somebody filled in.
     *
     * @param firstName what the person wants to be called
     * @param wanted topics; null when none were offered, which is all
     * @param trap a field that people do not see
     * @param proof of the work that was done for it; empty for none
     */
    record Entry(
            String address,
            String name,
            String firstName,
            @Nullable List<String> wanted,
            String trap,
            String proof,
            String network) {}

    enum Answer {
        TAKEN,
        TOO_OFTEN,
        /** Too often without the work that is asked for. */
        NO_PROOF,
        NO_ADDRESS
    }

    SignUpDesk(
            Map<String, OpenList> lists,
            MailingLists numbers,
            SignUps signUps,
            Limits limits,
            ProofDesk proofs,
            Clock clock) {
        this.lists = lists;
        this.numbers = numbers;
        this.signUps = signUps;
        this.limits = limits;
        this.proofs = proofs;
        this.clock = clock;
    }

    List<OpenList> lists() {
        return List.copyOf(lists.values());
    }

    Optional<OpenList> list(String name) {
        return Optional.ofNullable(lists.get(name.toLowerCase(Locale.ROOT))); // as all names of lists are
    }

    Optional<OpenList> list(long id) {
        return numbers.find(id).flatMap(list -> list(list.name()));
    }

    static String wording(OpenList list, PageWords words) {
        return words.say("consent", Map.of("list", list.title()));
    }

    /** @param wording to which whoever asks has agreed */
    Answer take(OpenList list, Entry entry, PageWords words, String wording) {
        if (!limits.allowsNetwork(entry.network()) || !limits.allowsList(list.name())) {
            return Answer.TOO_OFTEN;
        }
        Optional<MailAddress> address = MailAddress.of(entry.address(), entry.name());
        if (address.isEmpty()) {
            return Answer.NO_ADDRESS;
        }
        if (!proofs.isDone(list, entry.proof()) && !limits.allowsUnproved(entry.network(), list.name())) {
            return Answer.NO_PROOF;
        }
        String first = MailAddress.of(entry.address(), entry.firstName())
                .map(MailAddress::name)
                .orElse("");
        // A machine that fills in every field, and an address that somebody floods, get the answer that all get.
        if (entry.trap().isEmpty() && limits.allowsAddress(address.get().mailbox())) {
            signUps.ask(SignUp.of(
                            numbers.findOrCreate(list.name()).id(),
                            address.get(),
                            words.tag(),
                            optedOut(list, entry),
                            wording,
                            entry.network(),
                            clock.instant())
                    .called(first));
        }
        return Answer.TAKEN;
    }

    boolean allowsAgain(String network) {
        return limits.allowsNetwork(network);
    }

    private static Set<String> optedOut(OpenList list, Entry entry) {
        Set<String> out = new TreeSet<>();
        if (entry.wanted() != null) {
            list.topics().keySet().stream().limit(MOST_TOPICS).forEach(out::add);
            out.removeAll(Set.copyOf(entry.wanted()));
        }
        return out;
    }
}
