package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Bundle;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Writes notices with the template {@code notice}. Pure: the same notice, reader, files and settings give the same bytes.
 * Thread-safe if the assets are.
 */
public final class Notices {
    static final String TEMPLATE = "notice";

    private final Assets assets;
    private final Brand brand;
    private final Settings settings;

    public Notices(Assets assets, Brand brand, Settings settings) {
        this.assets = assets;
        this.brand = brand;
        this.settings = settings;
    }

    /**
     * Who gets a notice.
     *
     * @param to the name may be empty
     * @param firstName may be empty
     * @param locale BCP 47; null when not known, which is English
     */
    public record Addressee(
            MailAddress to, String firstName, @Nullable String locale) {}

    /**
     * @param date the Date field
     * @param messageId without angle brackets; stable over retries
     * @throws org.broadsheet.text.InputException with all that is wrong with the template or the logo
     */
    public NoticeMail write(Notice notice, MailAddress from, Addressee reader, Instant date, String messageId) {
        return write(notice, from, reader, date, messageId, List.of());
    }

    /** @param enclosures what goes along */
    public NoticeMail write(
            Notice notice,
            MailAddress from,
            Addressee reader,
            Instant date,
            String messageId,
            List<NoticeMail.Enclosure> enclosures) {
        return new Writing(notice, from, reader).mail(date, messageId, enclosures);
    }

    /** The state of writing one notice. */
    private final class Writing {
        private final Notice notice;
        private final MailAddress from;
        private final Addressee reader;
        private final Words words;
        private final Map<String, String> facts = new TreeMap<>();
        private final Problems problems = new Problems();
        private final TemplateFolder folder =
                TemplateFolder.open(assets, TEMPLATE, Position.wholeFile("templates/" + TEMPLATE));

        Writing(Notice notice, MailAddress from, Addressee reader) {
            this.notice = notice;
            this.from = from;
            this.reader = reader;
            this.words = Words.of(reader.locale() == null ? Locale.ENGLISH : Locale.forLanguageTag(reader.locale()));
            notice.facts().forEach((name, value) -> facts.put(name, Personal.clean(value)));
            if (notice.due() != null) {
                facts.put("date", words.date(notice.due()));
            }
        }

        NoticeMail mail(Instant date, String messageId, List<NoticeMail.Enclosure> enclosures) {
            Palette palette = new Palette(folder.chain(), brand.accent());
            Pictures pictures = new Pictures(assets, settings, from.asciiDomain(), problems);
            View.BrandView branded = new BrandViews(brand, palette.accent(), pictures)
                    .view(facts.getOrDefault("list", from.name().isEmpty() ? from.address() : from.name()), "");
            problems.throwIfErrors();
            NoticeView view = view(branded, folder.css(palette));
            String html = Inliner.inline(new Template(folder, Medium.HTML).render(view), folder.path("mail.html"));
            String plain = new Template(folder, Medium.TEXT).render(view);
            // A key that is a hash of the text cannot stand in the text.
            Marks marks = new Marks(
                    Bundle.sha256(plain.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
            String text = TextLayout.layOut(plain, marks);
            return NoticeMail.of(
                    new NoticeMail.Head(
                            from, reader.to(), view.subject(), words.tag(), date.atOffset(ZoneOffset.UTC), messageId),
                    html.endsWith("\n") ? html : html + "\n",
                    text,
                    pictures.images().stream()
                            .filter(image -> html.contains(image.src()))
                            .toList(),
                    enclosures);
        }

        private NoticeView view(View.BrandView branded, String css) {
            List<String> sentences = new ArrayList<>(List.of(say("1")));
            notice.also().forEach(key -> sentences.add(words.say(key, facts)));
            sentences.add(say("2"));
            String name = Personal.clean(reader.firstName());
            return new NoticeView(
                    notice.kind().word(),
                    say("subject"),
                    say("title"),
                    sentences.get(0),
                    words.tag(),
                    words.dir(),
                    null,
                    css,
                    branded,
                    name.isEmpty()
                            ? words.say("notice_hello_nameless")
                            : words.say("notice_hello", Map.of("name", name)),
                    sentences,
                    link("button", notice.url()),
                    link("second", notice.second()),
                    say("footnote"),
                    words.all(Map.of("notice_copy", words.say("notice_copy"))));
        }

        private View.@Nullable Link link(String part, @Nullable String url) {
            return url == null ? null : new View.Link(say(part), url);
        }

        private String say(String part) {
            return words.say(notice.kind().word() + "_" + part, facts);
        }
    }
}
