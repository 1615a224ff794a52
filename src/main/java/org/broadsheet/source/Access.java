package org.broadsheet.source;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Page;
import org.broadsheet.fetch.Page.Validators;
import org.broadsheet.fetch.WebUrl;
import org.jspecify.annotations.Nullable;

/** The outside as one source reaches it while it is asked. */
final class Access implements Outside {
    private final Fetcher fetcher;
    private final WorkspaceFolder folder;
    private final Instant now;
    private final Validators known;
    private final @Nullable Duration timeout;

    private Validators validators = Validators.NONE;
    private final Remarks remarks = new Remarks();

    /** @param timeout null for the usual one */
    Access(Fetcher fetcher, WorkspaceFolder folder, Instant now, Validators known, @Nullable Duration timeout) {
        this.fetcher = fetcher;
        this.folder = folder;
        this.now = now;
        this.known = known;
        this.timeout = timeout;
    }

    @Override
    public Instant now() {
        return now;
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
        Optional<Document> document = open(place, known);
        if (document.isEmpty() && known.equals(Validators.NONE)) {
            throw new FetchException("the server says that nothing changed, unasked", true);
        }
        return document;
    }

    private Optional<Document> open(String place, Validators since) throws FetchException {
        if (WebUrl.parse(place).isEmpty()) {
            return Optional.of(new Document("", null, folder.read(place)));
        }
        Optional<Page> page =
                timeout == null ? fetcher.get(place, since) : fetcher.get(place, Map.of(), since, timeout);
        page.ifPresent(found -> validators = found.validators());
        return page.map(found -> new Document(found.url(), found.contentType().orElse(null), found.body()));
    }
}
