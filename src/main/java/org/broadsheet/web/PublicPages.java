package org.broadsheet.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.LinkTokens.Use;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.PersonalData;
import org.broadsheet.subscriber.Preferences;
import org.broadsheet.subscriber.ProofsOfWork;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.eclipse.jetty.http.BadMessageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that readers of the mail see: joining and leaving a list, pictures, and a sign of life. */
public final class PublicPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublicPages.class);

    private final PageTemplates templates;
    private final ImagePages images;
    private final People people;
    private final Map<String, OpenList> lists = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> topics;
    private final @Nullable URI url;
    private final Clock clock;
    private @Nullable Javalin server;
    /** Where mails lead; known once it is listened. */
    private volatile String base = "";

    /** Who is known, and by which links. */
    public record People(
            Subscribers subscribers,
            Subscriptions subscriptions,
            MailingLists lists,
            SignUps signUps,
            Leavings leavings,
            Preferences preferences,
            LinkRequests linkRequests,
            PersonalData personalData,
            Erasure erasure,
            UnsubscribeTokens unsubscribeTokens,
            LinkTokens linkTokens,
            Suppressions suppressions,
            ProofsOfWork proofs) {}

    /**
     * @param lists that people may sign up for
     * @param topics of every list, by its name: key to title
     * @param url where the public finds these pages; null when not configured: then only this machine may ask
     */
    public PublicPages(
            People people,
            List<OpenList> lists,
            Map<String, Map<String, String>> topics,
            Brand brand,
            @Nullable URI url,
            HostedImages images,
            Clock clock) {
        this.topics = Map.copyOf(topics);
        this.people = people;
        this.templates = new PageTemplates(brand);
        this.images = new ImagePages(images);
        this.url = url;
        this.clock = clock;
        lists.forEach(list -> this.lists.put(list.name(), list));
    }

    /**
     * Serves until closed.
     *
     * @return the port, which tells the free one that was taken where the settings name none
     * @throws InputException when the address cannot be listened on
     */
    public int start(WebSettings settings) {
        HostCheck hosts = new HostCheck(url, settings.host());
        try {
            Javalin started = Javalin.start(config -> configure(config, settings, hosts));
            server = started;
            base = url == null ? "http://" + settings.host() + ":" + started.port() : url.toString();
            return started.port();
        } catch (RuntimeException e) {
            throw cannotListen(settings, "choose another web: listen in broadsheet.yaml, or stop what uses it", e);
        }
    }

    private void configure(JavalinConfig config, WebSettings settings, HostCheck hosts) {
        Visitor visitor = new Visitor(settings.proxies());
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = Form.LARGEST;
        config.http.prefer405over404 = true;
        JettySettings.apply(config.jetty, settings);
        config.routes.before(context -> guard(context, hosts));
        files(config.routes);
        Limits limits = new Limits(settings.limits(), clock);
        Shelf shelf = new Shelf(people.lists(), people.subscribers(), topics);
        subscribing(config.routes, visitor, limits, new ProofDesk(people.proofs(), templates, settings.proofBits()));
        leaving(config.routes, visitor, shelf);
        choosing(config.routes, visitor, limits, shelf);
        Troubles troubles = new Troubles(templates, visitor, !lists.isEmpty());
        config.routes.exception(HttpResponseException.class, (e, context) -> {
            if (e instanceof MethodNotAllowedResponse) {
                // RFC 9110 §15.5.6; Javalin knows them, and says so in the page of its own that is not shown.
                context.header("Allow", String.join(", ", e.getDetails().values()));
            }
            troubles.show(context, e.getStatus());
        });
        // A reader who sends too slowly, say; nothing went wrong here.
        config.routes.exception(BadMessageException.class, (e, context) -> troubles.show(context, e.getCode()));
        config.routes.exception(Exception.class, (e, context) -> {
            // One reader's request failed; the server goes on. The path may hold a token, so it is not logged.
            LOG.error("a page could not be made", e);
            troubles.show(context, 500);
        });
    }

    private void subscribing(RoutesConfig routes, Visitor visitor, Limits limits, ProofDesk proofs) {
        SignUpDesk desk = new SignUpDesk(lists, people.lists(), people.signUps(), limits, proofs, clock);
        SignUpPages pages = new SignUpPages(desk, proofs, templates, visitor, () -> base);
        routes.get("/proof.js", proofs::script);
        both(routes, "/", pages::front);
        both(routes, "/subscribe", pages::index);
        both(routes, "/subscribe/{list}", pages::form);
        both(routes, "/subscribe/{list}/embed", pages::snippet);
        routes.post("/subscribe/{list}", pages::ask);
        SignUpApi api = new SignUpApi(desk, proofs, visitor);
        routes.get("/api/subscribe/{list}/challenge", api::challenge);
        routes.options("/api/subscribe/{list}", api::allow);
        routes.post("/api/subscribe/{list}", api::ask);
        ConfirmPages confirm = new ConfirmPages(people, desk, templates, visitor, clock);
        both(routes, "/confirm/{token}", confirm::ask);
        routes.post("/confirm/{token}", confirm::confirm);
        routes.post("/confirm/{token}/again", confirm::again);
    }

    private void leaving(RoutesConfig routes, Visitor visitor, Shelf shelf) {
        UnsubscribePages unsubscribe = new UnsubscribePages(people, shelf, templates, visitor);
        both(routes, "/unsubscribe/{token}", unsubscribe::ask);
        routes.post("/unsubscribe/{token}", unsubscribe::leave);
        routes.post("/unsubscribe/{token}/undo", unsubscribe::undo);
        routes.post("/unsubscribe/{token}/less", unsubscribe::less);
        routes.post("/unsubscribe/{token}/other", unsubscribe::other);
        routes.post("/unsubscribe/{token}/reason", unsubscribe::reason);
    }

    private void choosing(RoutesConfig routes, Visitor visitor, Limits limits, Shelf shelf) {
        boolean mails = !lists.isEmpty();
        PreferencePages preferences = new PreferencePages(people, shelf, limits, mails, templates, visitor, clock);
        both(routes, "/preferences/{token}", preferences::ask);
        routes.post("/preferences/{token}", preferences::save);
        routes.post("/preferences/{token}/undo", preferences::undo);
        routes.post("/preferences/{token}/mail", preferences::mail);
        MailedLinkPages mailed = new MailedLinkPages(people, limits, shelf, templates, visitor, clock);
        both(routes, "/address/{token}", context -> mailed.ask(context, Use.CHANGE_ADDRESS, "new-address"));
        routes.post("/address/{token}", mailed::newAddress);
        both(routes, "/move/{token}", context -> mailed.ask(context, Use.NEW_ADDRESS, "move"));
        routes.post("/move/{token}", mailed::move);
        both(routes, "/data/{token}", context -> mailed.ask(context, Use.DOWNLOAD, "download"));
        routes.post("/data/{token}", mailed::download);
        both(routes, "/erase/{token}", context -> mailed.ask(context, Use.ERASE, "erase"));
        routes.post("/erase/{token}", mailed::erase);
    }

    private void files(RoutesConfig routes) {
        both(routes, "/images/{name}", images::show);
        both(routes, "/calendar/{name}", images::show);
        routes.get("/pages.css", context -> {
            context.header("Cache-Control", "public, max-age=3600");
            context.contentType("text/css; charset=utf-8").result(templates.css());
        });
        both(routes, "/icon.svg", context -> {
            context.header("Cache-Control", "public, max-age=86400");
            context.contentType("image/svg+xml").result(templates.css("icon.svg"));
        });
        both(routes, "/favicon.ico", context -> context.status(204));
        both(routes, "/health", context -> context.result("ok\n"));
    }

    private static void both(RoutesConfig routes, String path, io.javalin.http.Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private static void guard(Context context, HostCheck hosts) {
        SecurityHeaders.set(context);
        if (!hosts.allows(context.req().getServerName())) {
            throw new HttpResponseException(421); // RFC 9110 §15.5.20: not the server of that name
        }
        if (ForeignForms.refuses(context, hosts)) {
            throw new HttpResponseException(403);
        }
    }

    static InputException cannotListen(WebSettings settings, String hint, RuntimeException cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        InputException said = new InputException(Problem.error(
                "web-listen",
                Position.wholeFile(settings.host() + ":" + settings.port()),
                "cannot be listened on: " + root.getMessage(),
                hint));
        said.initCause(cause);
        return said;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }
}
