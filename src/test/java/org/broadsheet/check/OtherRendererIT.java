package org.broadsheet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.broadsheet.render.Mailing;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Newsletters as people write them, made up at random: whatever link and whatever word another renderer of CommonMark shows of
 * them is in both parts of the mail, or a finding names its line.
 */
class OtherRendererIT {
    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            FootnotesExtension.builder().inlineFootnotes(true).build(),
            AutolinkExtension.create(),
            StrikethroughExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer OTHER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final Pattern WORD = Pattern.compile("word\\d+x");
    private static final int DOCUMENTS = 300;
    private static final int NEAR = 3;

    static Stream<Integer> seeds() {
        return Stream.iterate(1, seed -> seed + 1).limit(DOCUMENTS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_another_renderer_shows_is_in_both_parts_or_named(int seed) {
        String body = new NewsletterProse(seed).document();
        Document other = Jsoup.parse(OTHER.render(PARSER.parse(body)));
        byte[] edition = Desk.edition("", body).getBytes(StandardCharsets.UTF_8);
        Approval.Preview preview;
        try {
            preview = new Desk().approval().preview("a.md", edition);
        } catch (InputException refused) {
            assertThat(refused.problems()).as(body).isNotEmpty();
            return;
        }
        Mailing mailing = preview.mailing();
        Document html = Jsoup.parse(mailing.html(Rendered.READER));
        String text = mailing.text(Rendered.READER);
        List<String> ours = html.select("a[href]").eachAttr("href").stream()
                .map(OtherRendererIT::normal)
                .toList();
        String plain = decoded(text);

        List<String> lost = new ArrayList<>();
        for (String href : other.select("a[href]").eachAttr("href")) {
            if (!href.matches("(?i)(https?|mailto):.*") || isNamed(body, marker(href), preview.findings())) {
                continue;
            }
            if (!ours.contains(normal(href))) {
                lost.add(href + " is not in the HTML");
            }
            if (!plain.contains(decoded(href).replaceFirst("(?i)^mailto:", ""))) {
                lost.add(href + " is not in the text");
            }
        }
        Matcher word = WORD.matcher(other.text());
        while (word.find()) {
            boolean shown = html.body().text().contains(word.group()) && text.contains(word.group());
            if (!shown && !isNamed(body, word.group(), preview.findings())) {
                lost.add(word.group() + " is lost");
            }
        }
        assertThat(lost).as("seed %d:%n%s", seed, body).isEmpty();
    }

    private static String marker(String href) {
        Matcher number = Pattern.compile("site\\d+x").matcher(href);
        return number.find() ? number.group() : href;
    }

    private static boolean isNamed(String body, String needle, List<Problem> findings) {
        String file = Desk.edition("", body);
        int at = file.indexOf(needle);
        if (at < 0) {
            return false;
        }
        int line = (int) file.substring(0, at).lines().count();
        return findings.stream()
                .anyMatch(problem -> Math.abs(problem.at().line() - line) <= NEAR
                        && List.of("unseen-text", "unclosed-block", "link-syntax", "foreign-syntax")
                                .contains(problem.rule()));
    }

    /** However it is escaped. */
    private static String normal(String href) {
        try {
            return URI.create(href).toASCIIString();
        } catch (IllegalArgumentException odd) {
            return href;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(
                    text.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return text;
        }
    }
}
