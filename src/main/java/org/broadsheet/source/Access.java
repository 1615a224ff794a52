package org.broadsheet.source;

import java.io.PrintWriter;
import java.io.StringWriter;
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
import org.broadsheet.text.Concealed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside as one source reaches it while it is asked. */
final class Access implements Outside {
    private static final Logger log = LoggerFactory.getLogger(Access.class);
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
    private Echoes echoes = Echoes.of(List.of());
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
    public void leftOut(String part, List<String> why, String outcome) {
        remarks.leftOut(part, why, outcome);
    }

    @Override
    public Path repository(String place) throws FetchException {
        return folder.repository(place);
    }

    @Override
    public List<String> list(String path, String ending) throws FetchException {
        return folder.list(path, ending);
    }

    /**
     * Asks. Whatever comes of it, items, remarks or an error, is free of the secrets that were sent.
     *
     * @throws FetchException too when no parser was made for what it found
     */
    Optional<List<Found>> ask(Query query) throws FetchException {
        echoes = Echoes.of(query.secrets());
        try {
            return query.ask(this)
                    .map(found -> found.stream().map(echoes::without).toList());
        } catch (FetchException e) {
            throw e.saying(echoes.without(String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // It must not keep the other sources from being read.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.warn(
                    "{} cannot be read: {}",
                    Concealed.of(query.name()),
                    Concealed.of(echoes.without(trace.toString())));
            throw new FetchException("it cannot be read: " + e.getClass().getSimpleName(), false);
        }
    }

    /** What the source said of parts that it could not take. */
    List<String> remarks() {
        return remarks.list().stream().map(echoes::without).toList();
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
        try {
            Optional<Page> page =
                    timeout == null ? fetcher.get(place, since) : fetcher.get(place, Map.of(), since, timeout);
            page.ifPresent(found -> validators = found.validators());
            return page.map(
                    found -> new Document(found.url(), found.contentType().orElse(null), found.body()));
        } catch (FetchException e) {
            throw hinted(e, WebUrl.parse(place));
        }
    }

    /** Where a digest itself names a host that may not be asked, it may be one that somebody wants to allow. */
    private static FetchException hinted(FetchException trouble, Optional<WebUrl> asked) {
        Optional<String> refused = trouble.refused();
        if (refused.isEmpty() || !refused.equals(asked.map(WebUrl::host))) {
            return trouble;
        }
        String host = refused.get();
        String entry = host.startsWith("[") ? '"' + host.substring(1, host.length() - 1) + '"' : host;
        return trouble.saying(trouble.getMessage()
                + "; if it may be asked, add it to broadsheet.yaml: sources: { allow: [" + entry + "] }");
    }

    @Override
    public Page exchange(Wire.Request request) throws FetchException {
        if (left.isNegative() || left.isZero()) {
            throw new FetchException("all its pages take longer than " + PAGES_WORTH + " times 'timeout'", false);
        }
        long began = System.nanoTime();
        try {
            return fetcher.exchange(request, left.compareTo(ofOnePage) < 0 ? left : ofOnePage);
        } catch (FetchException e) {
            throw hinted(e, Optional.of(request.url()));
        } finally {
            left = left.minusNanos(System.nanoTime() - began);
        }
    }
}
