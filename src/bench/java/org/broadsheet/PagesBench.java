package org.broadsheet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.broadsheet.store.DatabaseSettings;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.UnsubscribeTokens;

/**
 * How long readers wait for the pages of a {@code serve} while so many ask in a second, whoever waits for whom: each request
 * is due at its time, and its wait counts from then. See {@code script/bench pages}.
 */
public final class PagesBench {
    private static final Pattern PAGES = Pattern.compile("pages +(http://127\\.0\\.0\\.1:\\d+)");
    private static final int A_SECOND = 200;
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 20;
    private static final int RUNS = 3;
    private static final int PEOPLE = 2000;
    private static final long PATIENCE_MILLIS = 90_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger failed = new AtomicInteger();

    private PagesBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bench");
        TestWorkspace workspace =
                new TestWorkspace(folder).file("broadsheet.yaml", """
                web: { listen: 127.0.0.1:0, limits: { network: 1000000/s, list: 1000000/s, address: 1000000/s } }
                lists: { community: { from: News <news@sender.example>, topics: { a: Alpha, b: Beta } } }
                """).people(PEOPLE);
        Process serve = workspace.start("serve");
        try {
            new PagesBench().run(workspace);
        } finally {
            serve.destroy();
            serve.waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(TestWorkspace workspace) throws Exception {
        String url = url(workspace);
        List<HttpRequest> requests = requests(url, workspace.root());
        millis(requests, WARM_SECONDS);
        for (int run = 1; run <= RUNS; run++) {
            failed.set(0);
            double[] millis = millis(requests, SECONDS);
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %d requests, %d a second: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms, %d failed%n",
                    run,
                    millis.length,
                    A_SECOND,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    millis[millis.length - 1],
                    failed.get());
        }
    }

    /** One after the other: forms, sign-ups, and pages and changes of people who are known. */
    private static List<HttpRequest> requests(String url, Path root) {
        List<HttpRequest> requests = new ArrayList<>();
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, root.resolve(".broadsheet"))) {
            UnsubscribeTokens leaving = new UnsubscribeTokens(new Keys(database));
            LinkTokens links = new LinkTokens(database, Clock.systemUTC());
            Subscribers subscribers = new Subscribers(database);
            long list = new MailingLists(database).findOrCreate("community").id();
            for (int i = 1; i <= PEOPLE; i++) {
                MailAddress address =
                        MailAddress.of("p" + i + "@readers.example", "").orElseThrow();
                long id = subscribers.find(address).orElseThrow().id();
                String leave = url + "/unsubscribe/" + leaving.token(new SubscriptionRef(id, list));
                String preferences = url + "/preferences/"
                        + links.token(
                                LinkTokens.Use.PREFERENCES,
                                id,
                                Clock.systemUTC().instant());
                requests.add(get(url + "/subscribe/community"));
                requests.add(post(url + "/subscribe/community", "address=q" + i + "@readers.example"));
                requests.add(get(preferences));
                requests.add(post(preferences, "shown=community&list=community&topic-community=a&name=Ann"));
                requests.add(get(leave));
                requests.add(post(leave, "List-Unsubscribe=One-Click"));
                requests.add(post(leave + "/undo", ""));
            }
        }
        return requests;
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    private static HttpRequest post(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Sorted. */
    private double[] millis(List<HttpRequest> requests, int seconds) {
        List<CompletableFuture<Long>> waits = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < seconds * A_SECOND; i++) {
            long due = begin + i * 1_000_000_000L / A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            HttpRequest request = requests.get(i % requests.size());
            waits.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .handle((answer, trouble) -> {
                        if (trouble != null || answer.statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                        return System.nanoTime() - due;
                    }));
        }
        return waits.stream()
                .flatMapToLong(wait -> LongStream.of(wait.join()))
                .sorted()
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    private static String url(TestWorkspace workspace) throws InterruptedException {
        for (long end = System.currentTimeMillis() + PATIENCE_MILLIS; System.currentTimeMillis() < end; ) {
            Matcher page = PAGES.matcher(workspace.printed("serve"));
            if (page.find()) {
                return page.group(1);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("serve does not begin: " + workspace.printed("serve"));
    }
}
