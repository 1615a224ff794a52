package org.broadsheet.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.broadsheet.edition.Brand;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.eclipse.jetty.http.BadMessageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that readers of the mail see: leaving a list, pictures, and a sign of life. */
public final class PublicPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublicPages.class);
    private static final int LARGEST_BODY = 64 * 1024;

    private final PageTemplates templates;
    private final UnsubscribePages unsubscribe;
    private final ImagePages images;
    private final @Nullable URI url;
    private @Nullable Javalin server;

    /** @param url where the public finds these pages; null when not configured: then only this machine may ask */
    public PublicPages(
            UnsubscribeTokens tokens,
            Subscriptions subscriptions,
            MailingLists lists,
            Brand brand,
            @Nullable URI url,
            HostedImages images) {
        this.templates = new PageTemplates(brand);
        this.unsubscribe = new UnsubscribePages(tokens, subscriptions, lists, templates);
        this.images = new ImagePages(images);
        this.url = url;
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
            return started.port();
        } catch (RuntimeException e) {
            throw cannotListen(settings, "choose another web: listen in broadsheet.yaml, or stop what uses it", e);
        }
    }

    private void configure(JavalinConfig config, WebSettings settings, HostCheck hosts) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_BODY;
        config.http.prefer405over404 = true;
        JettySettings.apply(config.jetty, settings);
        config.routes.before(context -> guard(context, hosts));
        routes(config.routes);
        config.routes.exception(HttpResponseException.class, (e, context) -> trouble(context, e.getStatus()));
        // A reader who sends too slowly, say; nothing went wrong here.
        config.routes.exception(BadMessageException.class, (e, context) -> trouble(context, e.getCode()));
        config.routes.exception(Exception.class, (e, context) -> {
            // One reader's request failed; the server goes on. The path may hold a token, so it is not logged.
            LOG.error("a page could not be made", e);
            trouble(context, 500);
        });
    }

    private void routes(RoutesConfig routes) {
        routes.get("/unsubscribe/{token}", unsubscribe::ask);
        routes.head("/unsubscribe/{token}", unsubscribe::ask);
        routes.post("/unsubscribe/{token}", context -> {
            readBody(context);
            unsubscribe.leave(context);
        });
        routes.get("/images/{name}", images::show);
        routes.head("/images/{name}", images::show);
        routes.get("/calendar/{name}", images::show);
        routes.head("/calendar/{name}", images::show);
        routes.get("/pages.css", context -> {
            context.header("Cache-Control", "public, max-age=3600");
            context.contentType("text/css; charset=utf-8").result(templates.css());
        });
        routes.get("/health", context -> context.result("ok\n"));
        routes.head("/health", context -> context.result("ok\n"));
    }

    private static void guard(Context context, HostCheck hosts) {
        SecurityHeaders.set(context);
        if (!hosts.allows(context.req().getServerName())) {
            throw new HttpResponseException(421); // RFC 9110 §15.5.20: not the server of that name
        }
    }

    /** All of it, so that the connection can be used again; no more of it than a form needs. */
    private static void readBody(Context context) {
        int length;
        try {
            length = context.bodyInputStream().readNBytes(LARGEST_BODY + 1).length;
        } catch (IOException e) {
            throw new BadRequestResponse(); // it ends before it is whole: whoever sent it has gone
        }
        if (length > LARGEST_BODY) {
            throw new ContentTooLargeResponse();
        }
    }

    private void trouble(Context context, int status) {
        String heading = switch (status) {
            case 404 -> "There is nothing here.";
            case 405 -> "This cannot be done here.";
            case 413 -> "That is too much.";
            case 421 -> "This is not the address of these pages.";
            default -> status < 500 ? "This was not understood." : "Something went wrong here.";
        };
        String advice = switch (status) {
            case 421 -> "Whoever runs them can allow it: url in broadsheet.yaml names their public address.";
            default ->
                status < 500
                        ? "Please open the link in the mail once more."
                        : "It is not your fault. Please try again in some minutes.";
        };
        templates.show(context.status(status), "trouble", Map.of("heading", heading, "advice", advice));
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
