package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.mail.MailAddress;

/** A workspace in memory, with a template that is as small as can be. */
final class Workspace implements Assets {
    static final String FRONT = """
            ---
            name: Istio Recap
            list: community
            from: Istio Community <recap@istio.example>
            template: plain
            topics: { events: Events, releases: Releases }
            date: 2025-11-20
            subject: %s
            title: The week
            ---
            """;

    private static final String BODY = """
            {{#opening}}{{#prose}}{{{body}}}{{/prose}}{{/opening}}
            {{#sections}}
            {{{open}}}

            {{title}}

            {{#contents}}{{#prose}}{{{body}}}{{/prose}}{{/contents}}
            {{{close}}}
            {{/sections}}
            {{links.unsubscribe}}
            """;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Workspace() {
        with(
                "templates/plain/mail.html",
                "<!DOCTYPE html><html><head><title>{{subject}}</title></head><body>\n"
                        + BODY.replace(
                                "{{links.unsubscribe}}", "<a href=\"{{links.unsubscribe}}\">{{say.unsubscribe}}</a>")
                        + "</body></html>\n");
        with("templates/plain/mail.txt", BODY);
    }

    Workspace with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Workspace with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    Workspace without(String path) {
        files.remove(path);
        return this;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public List<String> folders(String path) {
        return List.of("plain");
    }

    Mailing render(String body) {
        return render("Hello", body);
    }

    Mailing render(String subject, String body) {
        return render(edition(FRONT.formatted("'" + subject.replace("'", "''") + "'") + body));
    }

    Mailing render(Edition edition) {
        return new Renderer(this, Brand.PLAIN, new Settings(ImageMode.INLINE, null)).render(edition);
    }

    static Edition edition(String file) {
        return EditionParser.ofEditions(Defaults.NONE)
                .parse("editions/2025-11-20-recap.md", file)
                .orThrow();
    }

    static Recipient ada() {
        return recipient("Ada Lovelace", "Ada");
    }

    static Recipient recipient(String name, String firstName) {
        return recipient(name, firstName, Set.of());
    }

    static Recipient recipient(String name, String firstName, Set<String> optedOut) {
        return new Recipient(
                new MailAddress("ada@reader.example", name),
                firstName,
                optedOut,
                "https://news.example/u/0123456789?a=1&b=2",
                "https://news.example/p/0123456789?a=1&b=2",
                Instant.parse("2025-11-20T08:00:00Z"),
                "1.1@istio.example");
    }
}
