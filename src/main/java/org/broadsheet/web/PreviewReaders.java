package org.broadsheet.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom an edition can be shown to. What was found is remembered for a while, since to ask may mean to open a database. */
final class PreviewReaders {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewReaders.class);
    private static final int MOST_OFFERED = 200;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final EditionAtWork work;
    private final Clock clock;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private volatile CompletableFuture<List<String>> offered = CompletableFuture.completedFuture(List.of());

    private record Found(Optional<EditionAtWork.Reader> reader, Instant at) {}

    /**
     * Somebody, and how the mail is for them.
     *
     * @param locale theirs; empty when not known
     * @param trouble why it is the sample reader and not the one who was asked for; empty when all is well
     */
    record Chosen(Recipient recipient, String locale, String trouble) {}

    PreviewReaders(EditionAtWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** Begins to look for addresses to offer, and does not wait for them. */
    void look(FrontMatter front) {
        offered = CompletableFuture.supplyAsync(() -> {
            try {
                return work.addresses(front, MOST_OFFERED);
            } catch (RuntimeException e) {
                // The preview works without them; who asks for one of them is told why it does not.
                LOG.debug("no addresses to offer", e);
                return List.of();
            }
        });
    }

    /** Those that were found so far. */
    List<String> offered() {
        return offered.getNow(List.of());
    }

    Chosen choose(String typed, Edition edition) {
        Recipient sample = work.sampleReader(edition);
        if (typed.isEmpty()) {
            return new Chosen(sample, "", "");
        }
        try {
            String list = edition.front().list();
            return MailAddress.parse(typed)
                    .flatMap(address -> find(list, address))
                    .map(reader -> new Chosen(recipient(reader, sample), locale(reader), ""))
                    .orElseGet(() -> new Chosen(sample, "", "Nobody on the list “" + list + "” has this address."));
        } catch (RuntimeException e) {
            // A database that cannot be asked keeps nobody from looking at the mail.
            LOG.debug("no reader", e);
            return new Chosen(sample, "", "The list cannot be read now; 'broadsheet status' says why.");
        }
    }

    private Optional<EditionAtWork.Reader> find(String list, MailAddress address) {
        Instant now = clock.instant();
        Found known = found.get(address.address());
        if (known == null || known.at().plus(REMEMBERED).isBefore(now)) {
            known = new Found(work.find(list, address), now);
            found.put(address.address(), known);
        }
        return known.reader();
    }

    private static String locale(EditionAtWork.Reader reader) {
        return reader.locale() == null ? "" : reader.locale();
    }

    private static Recipient recipient(EditionAtWork.Reader reader, Recipient sample) {
        return new Recipient(
                reader.address(),
                reader.firstName(),
                Set.copyOf(reader.optedOut()),
                sample.unsubscribeUrl(), // links of theirs would work
                sample.preferencesUrl(),
                sample.date(),
                sample.messageId());
    }
}
