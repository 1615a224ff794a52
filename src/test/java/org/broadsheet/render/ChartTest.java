package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.RecordingAssets;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Item;
import org.broadsheet.source.ItemParser;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final String CHART = "- title: Downloads\n  unit: thousands\n  data: { Jan: 12, Feb: 1950.5 }\n";

    @Test
    void it_is_a_picture_in_the_mail_that_says_its_numbers() throws IOException {
        Mailing mailing = render(CHART);
        Element image = Jsoup.parse(mailing.html(Workspace.ada())).expectFirst("img");
        assertThat(image.attr("alt")).isEqualTo("Downloads (thousands): Jan 12; Feb 1,950.5");
        assertThat(image.attr("width")).isEqualTo("440");
        assertThat(image.attr("src")).startsWith("cid:");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(mailing.images().get("chart.png")));
        assertThat(picture.getWidth()).isEqualTo(880);
        assertThat(picture.getHeight()).isEqualTo(2 * Integer.parseInt(image.attr("height")));
        assertThat(new Color(picture.getRGB(440, 10))).isEqualTo(Color.WHITE);
    }

    @Test
    void the_text_part_has_the_numbers_in_columns() {
        assertThat(render(CHART.replace("Jan", "January")).text(Workspace.ada()))
                .contains("Downloads (thousands):\n  January  12\n  Feb      1,950.5\n");
    }

    @Test
    void what_was_drawn_is_in_the_bundle() {
        RecordingAssets recording = new RecordingAssets(Sample.files());
        Mailing mailing = new Renderer(recording, Brand.PLAIN, new Settings(ImageMode.INLINE, null))
                .render(Workspace.edition(front() + block(CHART)));
        String drawn = recording.found().keySet().stream()
                .filter(name -> name.startsWith("made:picture-chart-"))
                .findFirst()
                .orElseThrow();
        assertThat(recording.found().get(drawn)).isEqualTo(mailing.images().get("chart.png"));
    }

    @Test
    void bars_are_as_long_as_their_numbers_and_begin_at_zero() {
        String svg = svg("- title: A\n  data: { a: 10, b: -10, c: 0, d: 5 }\n");
        assertThat(svg)
                .contains("<rect x=\"220.0\" y=\"42.0\" width=\"202.0\"")
                .contains("<rect x=\"18.0\" y=\"90.0\" width=\"202.0\"")
                .contains("<rect x=\"220.0\" y=\"138.0\" width=\"1.0\"")
                .contains("<rect x=\"220.0\" y=\"186.0\" width=\"101.0\"");
    }

    @Test
    void in_languages_that_run_from_right_to_left_so_do_charts() {
        String yaml = "- title: A\n  data: { a: 10, b: -10 }\n";
        assertThat(svg(yaml, "ar"))
                .contains("<rect x=\"18.0\" y=\"42.0\" width=\"202.0\"")
                .contains("<rect x=\"220.0\" y=\"90.0\" width=\"202.0\"");
        assertThat(svg("- title: A\n  form: line\n  data: { a: 1, b: 2 }\n", "he"))
                .containsPattern("d=\"M3\\d\\d[\\d. ]+L24\\.0 ");
    }

    /** Whatever the letters, and however long: words end before others begin, and before the edge. */
    @ParameterizedTest
    @ValueSource(strings = {"メッシュの日", "WWWWWWWW", "a rather long name of a release ", "متوسط زمن التشغيل ", "मेश "})
    void words_keep_to_their_room(String label) {
        for (String language : List.of("en", "ar")) {
            for (String form : List.of("bars", "line")) {
                String data = "{ '" + label.repeat(9) + "': 123456789, '" + label.repeat(8) + "': 5 }";
                List<Rectangle2D> words =
                        words(svg("- title: A\n  form: " + form + "\n  data: " + data + "\n", language));
                assertThat(words).hasSizeGreaterThan(3).allSatisfy(box -> {
                    assertThat(box.getMinX()).isGreaterThan(15);
                    assertThat(box.getMaxX()).isLessThan(ChartDrawing.WIDTH - 15.0);
                    assertThat(words).filteredOn(other -> other != box).noneMatch(box::intersects);
                });
            }
        }
    }

    @Test
    void what_there_is_room_for_is_whole() {
        Lettering lettering = new Lettering(Locale.ENGLISH);
        assertThat(lettering.fitted("Tidewater 2.4", 400)).isEqualTo("Tidewater 2.4");
        assertThat(lettering.fitted("Tidewater 2.4", 60)).matches("T.+…").hasSizeBetween(4, 8);
        assertThat(lettering.fitted("  ", 60)).isEmpty();
        assertThat(lettering.path(" ", 0, 0)).isEmpty();
    }

    /** Which fonts a machine has does not show in what the font that comes along can write. */
    @Test
    void letters_are_drawn_and_not_left_to_whoever_shows_them() {
        assertThat(svg(CHART)).doesNotContain("<text", "font-family").contains("<title>Downloads</title>");
    }

    @Test
    void a_letter_that_no_font_has_is_told() {
        String yaml = "- title: A\n  data: { 'ok': 1, 'a\uDBBF\uDFFDb': 2 }\n"; // of a plane for private use
        Renderer.Sketch sketch = new Renderer(Sample.files(), Brand.PLAIN, new Settings(ImageMode.INLINE, null))
                .sketch(Workspace.edition(front() + block(yaml)));
        assertThat(sketch.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo("missing-glyph");
            assertThat(problem.message()).contains("U+FFFFD");
        });
        assertThat(new Renderer(Sample.files(), Brand.PLAIN, new Settings(ImageMode.INLINE, null))
                        .sketch(Workspace.edition(
                                front() + block("- title: A\n  data: { Ünï: 1, Ωж: 2, متوسط: 3, עבר: 4 }\n")))
                        .problems())
                .isEmpty();
    }

    @Test
    void numbers_have_the_digits_of_the_dates_beside_them() {
        assertThat(ChartDrawing.number(new java.math.BigDecimal("12.5"), Locale.forLanguageTag("ar-EG")))
                .contains("12")
                .doesNotContain("١");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ a: 0 }",
                "{ a: 0, b: 0 }",
                "{ a: -5, b: -7 }",
                "{ a: 0.0000001, b: 0.0000002 }",
                "{ a: 99999999999999, b: -99999999999999 }",
                "{ '<script>alert(1)</script>': 1, '\"&amp;': 2, \"\\u202E\": 3 }",
                "{ メッシュの日メッシュの日メッシュの日メッシュの日メッシュの日: 1 }"
            })
    void whatever_the_numbers_and_their_names_are_it_is_drawn(String data) {
        for (String form : List.of("bars", "line")) {
            Mailing mailing = render("- title: '<b>A</b>'\n  form: " + form + "\n  data: " + data + "\n");
            assertThat(mailing.images()).containsOnlyKeys("chart.png");
            assertThat(mailing.html(Workspace.ada())).doesNotContain("<script>alert", "<b>A", "NaN");
            assertThat(svg("- title: A\n  form: " + form + "\n  data: " + data + "\n"))
                    .doesNotContain("NaN", "Infinity", "<script");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- title: A | missing-key",
                "- title: A\\n  data: { a: many } | bad-value",
                "- title: A\\n  data: { a: 1e999999 } | bad-value",
                "- title: A\\n  data: { a: 1234567890123456 } | bad-value",
                "- title: A\\n  data: [1, 2] | wrong-type",
                "- title: A\\n  data: {} | missing-key",
                "- title: A\\n  form: pie\\n  data: { a: 1 } | bad-value",
                "- title: A\\n  data: { a: 1, a: 2 } | duplicate-key"
            })
    void what_is_no_chart_is_told(String yaml, String rule) {
        Problems problems = new Problems();
        parse(yaml.replace("\\n", "\n"), problems);
        assertThat(problems.list()).extracting(Problem::rule).containsExactly(rule);
    }

    private static List<Item> parse(String yaml, Problems problems) {
        return ItemParser.parse(BlockKind.CHART, new Position("a.md", 1, 1), yaml, problems);
    }

    private static List<Rectangle2D> words(String svg) {
        return Pattern.compile("<path fill=\"#(?:1b1b1f|55575d)\" d=\"([^\"]+)\"")
                .matcher(svg)
                .results()
                .map(path -> box(path.group(1)))
                .toList();
    }

    private static Rectangle2D box(String path) {
        double[] numbers = Pattern.compile("-?[\\d.]+")
                .matcher(path)
                .results()
                .mapToDouble(n -> Double.parseDouble(n.group()))
                .toArray();
        Rectangle2D box = new Rectangle2D.Double(numbers[0], numbers[1], 0, 0);
        for (int i = 0; i < numbers.length; i += 2) {
            box.add(numbers[i], numbers[i + 1]);
        }
        return box;
    }

    private static String svg(String yaml) {
        return svg(yaml, "en");
    }

    private static String svg(String yaml, String language) {
        Item.Chart chart = (Item.Chart) parse(yaml, new Problems()).get(0);
        return new String(
                ChartDrawing.svg(chart, "#466bb0", Locale.forLanguageTag(language)),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Mailing render(String yaml) {
        return new Renderer(Sample.files(), Brand.PLAIN, new Settings(ImageMode.INLINE, null))
                .render(Workspace.edition(front() + block(yaml)));
    }

    private static String front() {
        return Workspace.FRONT.formatted("Hi").replace("template: plain", "template: digest");
    }

    private static String block(String yaml) {
        return "\n## Numbers\n\n```chart\n" + yaml + "```\n";
    }
}
