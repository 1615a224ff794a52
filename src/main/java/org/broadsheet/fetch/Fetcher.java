package org.broadsheet.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.broadsheet.fetch.Page.Validators;

/** Gets pages: follows redirects, unpacks, and gives up on what takes too long or is too much. Thread-safe. */
public final class Fetcher {
    private static final String AGENT = "Broadsheet (newsletters; polls with conditional requests)";

    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final Limits limits;
    private final Semaphore turns;

    /**
     * What one page may cost.
     *
     * @param time from the first connection to the last byte, over all redirects
     * @param bytes of a body, counted after unpacking
     * @param redirects that are followed
     * @param atATime pages that are fetched at the same time; others wait for their turn
     */
    public record Limits(Duration time, int bytes, int redirects, int atATime) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 10_000_000, 5, 8);

        public Limits within(Duration limit) {
            return new Limits(limit, bytes, redirects, atATime);
        }
    }

    public Fetcher(Wire wire, Limits limits) {
        this.wire = wire;
        this.limits = limits;
        this.turns = new Semaphore(limits.atATime(), true);
    }

    /** With the limits that it was made with. */
    public Optional<Page> get(String url, Validators known) throws FetchException {
        return get(url, Map.of(), known, limits.time());
    }

    /**
     * @param fields of the header, which may be secret: they are not sent on where a redirect leads to another host
     * @param known of what was fetched before
     * @param time in place of the usual one
     * @return empty when it has not changed since
     */
    public Optional<Page> get(String url, Map<String, String> fields, Validators known, Duration time)
            throws FetchException {
        return inTurn(() -> follow(url, fields, known, Deadline.in(time)));
    }

    /**
     * Asks a server that answers in a way of its own: its answer, whatever the status. A redirect of what is only read is
     * followed where it stays with the server, and refused where it leads away from it.
     *
     * @param time from the first connection to the last byte
     */
    public Page exchange(Wire.Request request, Duration time) throws FetchException {
        return inTurn(() -> followWithin(request, Deadline.in(time)));
    }

    private interface Asking<T> {
        T ask() throws IOException, FetchException;
    }

    private <T> T inTurn(Asking<T> asking) throws FetchException {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted", true);
        }
        try {
            return asking.ask();
        } catch (IOException e) {
            throw FetchException.of(e);
        } finally {
            turns.release();
        }
    }

    private Page followWithin(Wire.Request request, Deadline deadline) throws IOException, FetchException {
        Map<String, String> fields = fields(request.fields(), Validators.NONE);
        String now = request.url().text();
        WebUrl url = request.url();
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            String asked = now;
            Page page = wire.exchange(
                    new Wire.Request(request.method(), url, fields, request.body()),
                    deadline,
                    (head, body) ->
                            new Page(asked, head, hasBody(head) ? Body.read(head, body, limits.bytes()) : NOTHING));
            Optional<String> target = page.head().redirect();
            if (target.isEmpty() || !request.method().equals("GET")) {
                return page;
            }
            now = joined(now, target.get());
            Optional<WebUrl> next = WebUrl.parse(now);
            if (!isSameOrigin(url, next)) {
                String other = next.map(WebUrl::host).orElse("what is no URL");
                throw new FetchException(url.host() + " leads on to " + other + ", where it is not followed", false);
            }
            url = next.orElseThrow();
        }
        throw new FetchException("it is redirected more than " + limits.redirects() + " times", false);
    }

    /** RFC 9110 §15.3.5, §15.4.5; that of a redirect says nothing that its header does not. */
    private static boolean hasBody(Head head) {
        return head.status() != 204 && head.status() != 304 && head.redirect().isEmpty();
    }

    private Optional<Page> follow(String url, Map<String, String> fields, Validators known, Deadline deadline)
            throws IOException, FetchException {
        String now = url;
        Map<String, String> secrets = fields;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            String asked = now;
            WebUrl parsed = WebUrl.parse(asked)
                    .orElseThrow(() -> new FetchException(
                            asked.equals(url) ? "this is no http or https URL" : "it leads on to what is no URL",
                            false));
            Wire.Request request = new Wire.Request("GET", parsed, fields(secrets, known));
            Page page = wire.exchange(request, deadline, (head, body) -> page(asked, head, body));
            Optional<String> target = page.head().redirect();
            if (target.isEmpty()) {
                return settled(page);
            }
            now = joined(now, target.get());
            secrets = isSameOrigin(parsed, WebUrl.parse(now)) ? secrets : Map.of();
        }
        throw new FetchException("it is redirected more than " + limits.redirects() + " times", false);
    }

    private Page page(String url, Head head, InputStream body) throws IOException {
        boolean wanted = head.status() == 200;
        return new Page(url, head, wanted ? Body.read(head, body, limits.bytes()) : new byte[0]);
    }

    private static Optional<Page> settled(Page page) throws FetchException {
        int status = page.head().status();
        if (status == 304) {
            return Optional.empty();
        }
        if (status != 200) {
            boolean temporary = status >= 500 || status == 408 || status == 425 || status == 429;
            throw new FetchException("the server answers " + status, temporary);
        }
        return Optional.of(page);
    }

    private static Map<String, String> fields(Map<String, String> secrets, Validators known) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("User-Agent", AGENT);
        fields.put("Accept", "*/*");
        fields.put("Accept-Encoding", "gzip, deflate");
        if (known.etag() != null) {
            fields.put("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            fields.put("If-Modified-Since", known.lastModified());
        }
        fields.putAll(secrets);
        return fields;
    }

    private static boolean isSameOrigin(WebUrl from, Optional<WebUrl> to) {
        return to.isPresent()
                && to.get().scheme().equals(from.scheme())
                && to.get().host().equals(from.host())
                && to.get().port() == from.port();
    }

    /** Where a {@code Location}, which may be relative and laxer than RFC 3986, leads from a page. */
    public static String joined(String from, String location) {
        try {
            return URI.create(from.split("#", 2)[0]).resolve(location.strip()).toString();
        } catch (IllegalArgumentException laxerThanTheStandard) {
            return location.strip();
        }
    }
}
