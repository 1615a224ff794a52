package org.broadsheet.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Recipient;
import org.broadsheet.render.TemplateFacts;
import org.broadsheet.text.Position;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A mail under inspection, as somebody gets it who wants all topics.
 *
 * @param page the HTML part, parsed; not to be changed
 */
record Rendered(
        Draft draft,
        Mailing mailing,
        Recipient reader,
        String html,
        String text,
        Document page,
        Brand brand,
        Assets assets,
        TemplateFacts template) {
    /** Somebody who does not exist, on a day that does not matter. */
    static final Recipient READER = new Recipient(
            new MailAddress("ada@reader.example", "Ada Reader"),
            "Ada",
            Set.of(),
            "https://unsubscribe.example/preflight",
            "https://preferences.example/preflight",
            Instant.EPOCH,
            "preflight@reader.example");

    static Rendered of(Draft draft, Mailing mailing, Brand brand, Assets assets) {
        TemplateFacts template = TemplateFacts.of(assets, draft.front().template());
        String html = mailing.html(READER);
        return new Rendered(
                draft, mailing, READER, html, mailing.text(READER), Jsoup.parse(html), brand, assets, template);
    }

    /** A file of the template. */
    String template(String name) {
        return "templates/" + draft.front().template() + "/" + name;
    }

    /** Where the template says one of these, by the first of them that it says; its HTML when it says none. */
    Position find(List<String> needles) {
        for (String needle : needles) {
            for (String folder : template.folders()) {
                for (String name : List.of("style.css", "template.yaml", "mail.html")) {
                    Position found = find(folder + "/" + name, needle);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return Position.wholeFile(template("mail.html"));
    }

    private @Nullable Position find(String file, String needle) {
        String text = assets.read(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        int at = text.indexOf(needle);
        if (at < 0) {
            return null;
        }
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(file, line, at - before.lastIndexOf('\n'));
    }
}
