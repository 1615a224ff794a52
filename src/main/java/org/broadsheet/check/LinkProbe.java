package org.broadsheet.check;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.broadsheet.fetch.Deadline;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Fetcher;
import org.broadsheet.fetch.Head;
import org.broadsheet.fetch.PublicAddresses;
import org.broadsheet.fetch.Resolver;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.fetch.Wire;

/** Asks whether a page is there, and only what may be asked: see {@link Wire}. Thread-safe. */
final class LinkProbe implements AutoCloseable {
    private static final int MOST_HOPS = 6;

    private static final Map<String, String> FIELDS = Map.of("User-Agent", "Broadsheet (link check)", "Accept", "*/*");

    private final Wire wire;
    private final Duration limit;

    /**
     * @param allowed which addresses may be connected to
     * @param limit of one question, from the connection to the end of the answer's header
     */
    LinkProbe(Resolver resolver, Predicate<InetAddress> allowed, Duration limit) {
        this.wire = new Wire(resolver, (host, address) -> allowed.test(address));
        this.limit = limit;
    }

    static LinkProbe ofInternet() {
        return new LinkProbe(Resolver.SYSTEM, PublicAddresses::isPublic, Duration.ofSeconds(10));
    }

    /** How it went. */
    enum Result {
        REACHED,
        /** Reached, but somewhere else, and for good. */
        MOVED,
        /** Somebody answered, and does not want to be asked by a program. */
        REFUSED,
        FAILED
    }

    /**
     * @param words why it failed; empty when it did not
     * @param last the URL that answered in the end
     */
    record Answer(Result result, String words, String last) {}

    /** Asks with HEAD, then with GET where that was not liked, and follows redirects. */
    Answer ask(String url) {
        String now = url;
        boolean forGood = true;
        String moved = url;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Optional<WebUrl> parsed = WebUrl.parse(now);
            if (parsed.isEmpty()) {
                return failed("it leads on to '" + now + "', which is no URL", now);
            }
            Head reply;
            try {
                reply = exchange("HEAD", parsed.get());
                reply = reply.redirect().isPresent() || reply.status() < 300 ? reply : exchange("GET", parsed.get());
            } catch (IOException e) {
                return failed(FetchException.words(e), now);
            }
            if (reply.redirect().isEmpty()) {
                return settled(reply.status(), url, moved, now);
            }
            forGood &= reply.isForGood();
            now = Fetcher.joined(now, reply.redirect().get());
            moved = forGood ? now : moved;
        }
        return failed("it is redirected more than " + MOST_HOPS + " times", now);
    }

    private static Answer settled(int status, String url, String moved, String last) {
        if (status < 300) {
            return new Answer(moved.equals(url) ? Result.REACHED : Result.MOVED, "", moved);
        }
        boolean refused = status == 401
                || status == 403
                || status == 405
                || status == 406
                || status == 429
                || status == 451
                || status == 503
                || status == 999;
        return new Answer(refused ? Result.REFUSED : Result.FAILED, "the server answers " + status, last);
    }

    private static Answer failed(String words, String last) {
        return new Answer(Result.FAILED, words, last);
    }

    private Head exchange(String method, WebUrl url) throws IOException {
        return wire.exchange(new Wire.Request(method, url, FIELDS), Deadline.in(limit), (head, body) -> head);
    }

    @Override
    public void close() {
        wire.close();
    }
}
