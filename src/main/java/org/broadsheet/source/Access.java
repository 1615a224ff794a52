package org.broadsheet.source;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Page;
import org.broadsheet.fetch.Page.Validators;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.fetch.Wire;
import org.jspecify.annotations.Nullable;

/** The outside as one source reaches it while it is asked. */
final class Access implements Outside {
    private static final int PAGES_WORTH = 6;

    private final Fetcher fetcher;
    private final WorkspaceFolder folder;
    private final Instant now;
    private final Instant asOf;
    private final FoundItems.Standing standing;
    private final SourceOptions options;
    private final Duration ofOnePage;

    private Validators validators = Validators.NONE;
    private final Remarks remarks = new Remarks();
    private Duration left;

    Access(
            Fetcher fetcher,
            WorkspaceFolder folder,
            Instant now,
            Instant asOf,
            FoundItems.Standing standing,
            SourceOptions options) {
        this.fetcher = fetcher;
        this.folder = folder;
        this.now = now;
        this.asOf = asOf;
        this.standing = standing;
        this.options = options;
        this.ofOnePage = Objects.requireNonNullElse(options.timeout(), Fetcher.Limits.DEFAULT.time());
        this.left = ofOnePage.multipliedBy(PAGES_WORTH);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Instant asOf() {
        return asOf;
    }

    @Override
    public void remark(String words) {
        remarks.add(words);
    }

    @Override
    public Path repository(String place) throws FetchException {
        return folder.repository(place);
    }

    @Override
    public List<String> list(String path, String ending) throws FetchException {
        return folder.list(path, ending);
    }

    /** What the source said of parts that it could not take. */
    List<String> remarks() {
        return remarks.list();
    }

    @Override
    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(standing.answeredAt());
    }

    @Override
    public Instant oldest() {
        return options.oldest(asOf);
    }

    /** What to ask with the next time, to be told only of changes. */
    Validators validators() {
        return validators;
    }

    @Override
    public Document open(String place) throws FetchException {
        return open(place, Validators.NONE)
                .orElseThrow(() -> new FetchException("the server says that nothing changed, unasked", true));
    }

    @Override
    public Optional<Document> openIfChanged(String place) throws FetchException {
        Optional<Document> document = open(place, standing.validators());
        if (document.isEmpty() && standing.validators().equals(Validators.NONE)) {
            throw new FetchException("the server says that nothing changed, unasked", true);
        }
        return document;
    }

    private Optional<Document> open(String place, Validators since) throws FetchException {
        if (WebUrl.parse(place).isEmpty()) {
            return Optional.of(new Document("", null, folder.read(place)));
        }
        @Nullable Duration timeout = options.timeout();
        Optional<Page> page =
                timeout == null ? fetcher.get(place, since) : fetcher.get(place, Map.of(), since, timeout);
        page.ifPresent(found -> validators = found.validators());
        return page.map(found -> new Document(found.url(), found.contentType().orElse(null), found.body()));
    }

    @Override
    public Page exchange(Wire.Request request) throws FetchException {
        if (left.isNegative() || left.isZero()) {
            throw new FetchException("all its pages take longer than " + PAGES_WORTH + " times 'timeout'", false);
        }
        long began = System.nanoTime();
        try {
            return fetcher.exchange(request, left.compareTo(ofOnePage) < 0 ? left : ofOnePage);
        } finally {
            left = left.minusNanos(System.nanoTime() - began);
        }
    }
}
