package org.broadsheet.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Brand;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.store.Database;
import org.broadsheet.store.Keys;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportWatch;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingList;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.PersonalData;
import org.broadsheet.subscriber.Preferences;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.jspecify.annotations.Nullable;

/** Public pages on a free port, with one person on one list. */
final class Pages implements AutoCloseable {
    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    static final MailAddress FROM = new MailAddress("news@istio.example", "Istio");
    static final List<OpenList> LISTS = List.of(
            new OpenList("community", "Bits & <Bytes>", FROM, topics(), "en", false),
            new OpenList("quick", "Quick News", FROM, Map.of(), "de", true));

    private static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("releases", "Releases");
        topics.put("events", "Events & <Meetings>");
        return topics;
    }

    final MovingClock clock = new MovingClock();
    final SignUps signUps;
    final Subscribers subscribers;
    private final Suppressions suppressions;
    final LinkRequests requests;
    final LinkTokens links;
    final Subscriptions subscriptions;
    final SubscriptionRef ref;
    final String token;
    final int port;
    private final MailingLists lists;
    private final PublicPages pages;
    private final Database database;
    private final HttpClient client = HttpClient.newHttpClient();

    Pages(Database database, Path folder) {
        this(database, folder, 0);
    }

    Pages(Database database, Path folder, int wantedPort) {
        this(database, folder, wantedPort, URI.create("https://news.example.org/in"));
    }

    /** @param url of the configuration; null for none */
    Pages(Database database, Path folder, int wantedPort, @Nullable URI url) {
        this(database, folder, new WebSettings("127.0.0.1", wantedPort), url);
    }

    Pages(Database database, Path folder, WebSettings settings) {
        this(database, folder, settings, URI.create("https://news.example.org/in"));
    }

    private Pages(Database database, Path folder, WebSettings settings, @Nullable URI url) {
        this.database = database;
        Keys keys = new Keys(database);
        Path csv = folder.resolve("people.csv");
        try {
            Files.writeString(csv, "address\nanna@one.example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new CsvImport(database, new AddressHashes(keys), clock)
                .run(csv, ImportOptions.onto("community").confirmed("asked for it"), ImportWatch.NONE);
        lists = new MailingLists(database);
        MailingList list = lists.find("community").orElseThrow();
        lists.rename(list, "Bits & <Bytes>");
        MailAddress anna = MailAddress.of("anna@one.example", "").orElseThrow();
        ref = new SubscriptionRef(
                new Subscribers(database).find(anna).orElseThrow().id(), list.id());
        subscriptions = new Subscriptions(database, clock);
        UnsubscribeTokens tokens = new UnsubscribeTokens(keys);
        token = tokens.token(ref);
        Brand brand = new Brand(
                "Istio & friends",
                null,
                "#466bb0",
                List.of(),
                List.of(new Brand.Link("Site & docs", "https://istio.example/?a=1&b=2")));
        HostedImages images = name -> switch (name) {
            case "a1.png" -> Optional.of(PNG);
            case "a1.html" -> Optional.of("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
            default -> Optional.empty();
        };
        subscribers = new Subscribers(database);
        suppressions = new Suppressions(database, new AddressHashes(keys), clock);
        signUps = new SignUps(database, new AddressHashes(keys), clock);
        requests = new LinkRequests(database, new AddressHashes(keys), clock);
        links = new LinkTokens(database, clock);
        pages = new PublicPages(
                new PublicPages.People(
                        subscribers,
                        subscriptions,
                        lists,
                        signUps,
                        new Leavings(database, clock),
                        new Preferences(database, clock),
                        requests,
                        new PersonalData(database, new AddressHashes(keys)),
                        new Erasure(database, new AddressHashes(keys), clock, Erasure.NOWHERE),
                        tokens,
                        links,
                        suppressions,
                        new ProofsOfWork(database, keys, clock)),
                LISTS,
                Map.of("community", topics()),
                brand,
                url,
                images,
                clock);
        port = pages.start(settings);
    }

    /** As if the confirmation had been mailed. */
    void settle(SignUp signUp) {
        database.jdbi().useTransaction(handle -> signUps.settle(handle, signUp, true));
    }

    /** As if the link had been mailed. */
    void settle(LinkRequest request) {
        database.jdbi().useTransaction(handle -> requests.settle(handle, request, true));
    }

    void suppress(String address) {
        suppressions.add(MailAddress.of(address, "").orElseThrow(), Suppressions.Reason.BOUNCED, "550");
    }

    void rename(String title) {
        lists.rename(lists.find(ref.listId()).orElseThrow(), title);
    }

    Subscriptions.State state() {
        return subscriptions.state(ref).orElseThrow();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url(path))));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(URI.create(url(path)))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server answers to these very bytes. */
    String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends this and then ten bytes a second, until the server answers; what it says first. */
    String dripped(String head) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[2000];
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write('a');
                try {
                    return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.UTF_8);
                } catch (SocketTimeoutException notYet) {
                    continue;
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes and goes away with a reset, as a client does that crashes. */
    void cutOff(String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pages.close();
    }
}
