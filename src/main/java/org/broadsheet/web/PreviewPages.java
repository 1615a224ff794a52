package org.broadsheet.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.Brand;
import org.broadsheet.text.InputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page on which an author sees an edition grow, for nobody but this machine: it follows every save. Nothing on it asks
 * anybody else for anything, and nothing that is asked of it changes anything.
 */
public final class PreviewPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewPages.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long BEAT_S = 8; // a connection that says nothing is closed

    private final PageTemplates templates = new PageTemplates(Brand.PLAIN);
    private final HostCheck hosts = new HostCheck(null, LOOPBACK);
    private final PreviewReaders readers;
    private final PreviewDesk desk;
    private final PreviewPage page;
    private final Set<SseClient> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "preview-beat");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Javalin server;

    /**
     * Reads the edition for the first time, whatever comes of it.
     *
     * @param zone of the times that the page tells
     */
    public PreviewPages(EditionAtWork work, Clock clock, ZoneId zone) {
        this.readers = new PreviewReaders(work, clock);
        this.desk = new PreviewDesk(work, clock, this::tell);
        this.page = new PreviewPage(work.name(), zone, readers);
    }

    /**
     * Serves, and follows the edition, until closed.
     *
     * @param port 0 for any free one
     * @return the port
     * @throws InputException when the port cannot be listened on
     */
    public int start(int port) {
        WebSettings settings = new WebSettings(LOOPBACK, port);
        try {
            server = Javalin.start(config -> configure(config, settings));
        } catch (RuntimeException e) {
            throw PublicPages.cannotListen(settings, "choose another --port, or none for a free one", e);
        }
        Approval.Preview shown = desk.proof().shown();
        if (shown != null) {
            readers.look(shown.edition().front());
        }
        desk.start();
        beat.scheduleAtFixedRate(() -> watchers.forEach(PreviewPages::beat), BEAT_S, BEAT_S, TimeUnit.SECONDS);
        return server.port();
    }

    private void configure(JavalinConfig config, WebSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        JettySettings.apply(config.jetty, settings);
        // A page that waits for the next save holds its connection for ever: nobody waits for that one to end.
        config.jetty.modifyServer(server -> server.setStopTimeout(0));
        config.routes.before(this::guard);
        routes(config.routes);
        config.routes.exception(HttpResponseException.class, (e, context) -> trouble(context, e.getStatus()));
        config.routes.exception(Exception.class, (e, context) -> {
            // One view could not be made; the next save may make another.
            LOG.error("a view could not be made", e);
            trouble(context, 500);
        });
    }

    private void routes(RoutesConfig routes) {
        routes.get("/", this::page);
        routes.get("/mail", this::mail);
        routes.get("/images/{name}", context -> new ImagePages(this::image).show(context));
        routes.get("/attachments/{name}", this::attachment);
        routes.get(
                "/message.eml",
                context -> download(context, "message.eml", wanted(context).message()));
        routes.get(
                "/preview.css",
                context -> context.contentType("text/css; charset=utf-8").result(templates.css("preview.css")));
        routes.get(
                "/preview.js",
                context -> context.contentType("text/javascript; charset=utf-8").result(script()));
        routes.sse("/changes", this::watch);
    }

    /** Nobody who is not on this machine, and no page of others that a browser here has open. */
    private void guard(Context context) {
        PreviewSecurity.page(context);
        if (!hosts.allows(context.req().getServerName())) {
            throw new HttpResponseException(421); // RFC 9110 §15.5.20: not the server of that name
        }
        if (!PreviewSecurity.isOurs(context)) {
            throw new HttpResponseException(403);
        }
    }

    private void page(Context context) {
        PreviewProof proof = desk.proof();
        PreviewChoice choice = PreviewChoice.of(context.queryParamMap());
        Approval.Preview shown = proof.shown();
        PreviewMail mail = shown == null ? null : PreviewMail.of(shown, choice, readers);
        context.contentType("text/html; charset=utf-8")
                .result(templates.fill("preview.html", page.values(proof, choice, mail)));
    }

    private void mail(Context context) {
        PreviewChoice choice = PreviewChoice.of(context.queryParamMap());
        String html = PreviewFrame.of(wanted(context).html(), choice.look());
        PreviewSecurity.mail(context, choice.images());
        context.contentType("text/html; charset=utf-8").result(html);
    }

    private PreviewMail wanted(Context context) {
        Approval.Preview shown = desk.proof().shown();
        if (shown == null) {
            throw new NotFoundResponse();
        }
        return PreviewMail.of(shown, PreviewChoice.of(context.queryParamMap()), readers);
    }

    private Optional<byte[]> image(String name) {
        Approval.Preview shown = desk.proof().shown();
        return shown == null
                ? Optional.empty()
                : Optional.ofNullable(shown.mailing().images().get(name));
    }

    private void attachment(Context context) {
        String name = context.pathParam("name");
        Map<String, byte[]> files = wanted(context).mailing().attachments();
        byte[] file = files.get(name);
        if (file == null) {
            throw new NotFoundResponse();
        }
        download(context, name, file);
    }

    /** Whatever it is, a browser saves it and opens nothing. */
    private static void download(Context context, String name, byte[] content) {
        String ascii = name.replaceAll("[^A-Za-z0-9._-]", "-");
        context.header("Content-Disposition", "attachment; filename=\"" + ascii + "\"");
        context.contentType("application/octet-stream").result(content);
    }

    private void watch(SseClient client) {
        client.keepAlive();
        client.onClose(() -> watchers.remove(client));
        watchers.add(client);
        client.sendEvent("version", desk.proof().version()); // it may have missed one
    }

    private void tell(PreviewProof proof) {
        for (SseClient client : watchers) {
            client.sendEvent("version", proof.version());
        }
    }

    private static void beat(SseClient client) {
        try {
            client.sendComment("");
        } catch (RuntimeException gone) {
            client.close(); // then it comes back, if it is still there
        }
    }

    private static String script() throws IOException {
        try (InputStream in = PreviewPages.class.getResourceAsStream("/pages/preview.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void trouble(Context context, int status) {
        String words = switch (status) {
            case 403 -> "Other pages may not ask for this.";
            case 404 -> "There is nothing here.";
            case 421 -> "This is not the address of the preview.";
            default -> status < 500 ? "This was not understood." : "This view could not be made.";
        };
        context.status(status).contentType("text/plain; charset=utf-8").result(words + "\n");
    }

    @Override
    public void close() {
        desk.close();
        beat.shutdownNow();
        watchers.forEach(SseClient::close);
        if (server != null) {
            server.stop();
            server = null;
        }
    }
}
