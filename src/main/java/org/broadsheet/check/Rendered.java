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
import org.broadsheet.text.Lines;
import org.broadsheet.text.Position;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

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
        Assets assets) {
    /** Somebody who does not exist, on a day that does not matter. */
    static final Recipient READER = new Recipient(
            new MailAddress("ada@reader.example", "Ada Reader"),
            "Ada",
            Set.of(),
            "https://unsubscribe.example/preflight",
            Instant.EPOCH,
            "preflight@reader.example");

    static Rendered of(Draft draft, Mailing mailing, Brand brand, Assets assets) {
        String html = mailing.html(READER);
        return new Rendered(draft, mailing, READER, html, mailing.text(READER), Jsoup.parse(html), brand, assets);
    }

    /** A file of the template. */
    String template(String name) {
        return "templates/" + draft.front().template() + "/" + name;
    }

    /** Where the template says one of these; the file when none is found. */
    Position find(List<String> needles) {
        for (String name : List.of("style.css", "mail.html")) {
            List<String> lines = assets.read(template(name))
                    .map(bytes ->
                            Lines.of(new String(bytes, StandardCharsets.UTF_8)).list())
                    .orElse(List.of());
            for (String needle : needles) {
                for (int i = 0; i < lines.size(); i++) {
                    int column = lines.get(i).indexOf(needle);
                    if (column >= 0) {
                        return new Position(template(name), i + 1, column + 1);
                    }
                }
            }
        }
        return Position.wholeFile(template("mail.html"));
    }
}
