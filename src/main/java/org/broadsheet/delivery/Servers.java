package org.broadsheet.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.broadsheet.mail.SmtpServer;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a process, shared by all its connections: each gets connections in proportion to its weight and never more
 * than it allows, and one that was away a moment ago is asked after the others. Thread-safe.
 */
final class Servers {
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<Place> places;

    /** One server and the connections that it has left. */
    static final class Place {
        private final SmtpServer server;
        private final Semaphore free;
        private final @Nullable TokenCommand token;
        private volatile long away = System.nanoTime() - AWAY_NANOS;
        private volatile boolean lacksInternational;

        Place(SmtpServer server) {
            this.server = server;
            this.free = new Semaphore(server.connections());
            this.token = server.tokenCommand() == null ? null : new TokenCommand(server.tokenCommand());
        }

        SmtpServer server() {
            return server;
        }

        /** What to log in with where it is not a password; shared by all connections, so that the command runs rarely. */
        @Nullable
        TokenCommand token() {
            return token;
        }

        /** Takes one of the connections that the server allows; false when all are in use. */
        boolean take() {
            return free.tryAcquire();
        }

        void release() {
            free.release();
        }

        void noteAway() {
            away = System.nanoTime();
        }

        /** @param offered whether it said at its last greeting that it has SMTPUTF8 (RFC 6531) */
        void noteInternational(boolean offered) {
            lacksInternational = !offered;
        }

        private boolean isAway() {
            return System.nanoTime() - away < AWAY_NANOS;
        }

        /** The share that is in use, by weight: the lowest is next. */
        private double load() {
            return (server.connections() - free.availablePermits() + 1.0) / server.weight();
        }
    }

    Servers(List<SmtpServer> servers) {
        this.places = servers.stream().map(Place::new).toList();
    }

    private Servers(Place only) {
        this.places = List.of(only);
    }

    /** That one and no other, with the connections that it has left here. */
    static Servers only(Place place) {
        return new Servers(place);
    }

    boolean areMany() {
        return places.size() > 1;
    }

    /**
     * In the order in which to try them; among equals by chance, so that processes spread.
     *
     * @param international whether those that are known to lack SMTPUTF8 come last
     */
    List<Place> inOrder(boolean international) {
        List<Place> order = new ArrayList<>(places);
        if (order.size() > 1) {
            Collections.shuffle(order, ThreadLocalRandom.current());
            order.sort(Comparator.comparing(Place::isAway)
                    .thenComparing(place -> international && place.lacksInternational)
                    .thenComparing(Place::load));
        }
        return order;
    }
}
