package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FeedSourceTest {
    private static final String PLACE = "https://blog.example/feed";

    private static List<Found> read(String text) throws FetchException {
        return read(text.getBytes(StandardCharsets.UTF_8), null);
    }

    private static List<Found> read(byte[] bytes, @Nullable String type) throws FetchException {
        return FeedReader.read(new Outside.Document(PLACE, type, bytes), remark -> {});
    }

    private static Found one(String text) throws FetchException {
        List<Found> items = read(text);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static String rss(String item) {
        return "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Blog</title>"
                + "<link>https://blog.example/</link><description/>" + item + "</channel></rss>";
    }

    private static String atom(String entry) {
        return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Blog</title><id>b</id>"
                + "<link href=\"https://blog.example/\"/><updated>2025-11-01T00:00:00Z</updated>" + entry + "</feed>";
    }

    @Test
    void an_atom_entry_has_all_its_fields() throws FetchException {
        Found item = one(atom("""
                <entry><id>tag:blog.example,2025:1</id><title type="html">Ambient &amp;amp; &lt;b&gt;fast&lt;/b&gt;</title>
                <link rel="self" href="https://blog.example/1.atom"/><link href="/posts/1?utm_source=feed&amp;p=1"/>
                <published>2025-11-10T09:00:00+01:00</published><updated>2025-11-12T09:00:00Z</updated>
                <author><name>Ann</name><email>ann@x.example</email></author><author><name>Bob</name></author>
                <category term="mesh"/><summary>One.</summary></entry>"""));
        assertThat(item.id()).isEqualTo("tag:blog.example,2025:1");
        assertThat(item.at()).isEqualTo(Instant.parse("2025-11-10T08:00:00Z"));
        assertThat(item.first("title")).isEqualTo("Ambient & fast");
        assertThat(item.first("url")).isEqualTo("https://blog.example/posts/1?p=1");
        assertThat(item.all("authors")).containsExactly("Ann", "Bob");
        assertThat(item.all("tags")).containsExactly("mesh");
        assertThat(item.first("summary")).isEqualTo("One.");
        assertThat(item.first("publication")).isEqualTo("The Blog");
    }

    @Test
    void entries_of_a_feed_of_releases_say_what_was_released_and_not_that_there_are_release_notes()
            throws FetchException {
        String feed = atom("""
                <entry><id>1</id><title>Istio 1.28.1</title>
                <link href="https://github.com/istio/istio/releases/tag/1.28.1"/><updated>2025-11-10T09:00:00Z</updated>
                <content type="html">&lt;h2&gt;Release notes&lt;/h2&gt;&lt;p&gt;&lt;a href="x"&gt;Artifacts&lt;/a&gt;&lt;/p&gt;
                &lt;p&gt;&lt;strong&gt;Highlights&lt;/strong&gt;&lt;/p&gt;&lt;p&gt;Ambient is &lt;em&gt;fast&lt;/em&gt;.&lt;/p&gt;
                &lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;/ul&gt;</content></entry>""").replace("The Blog", "Release notes from istio");
        Found item = one(feed);
        assertThat(item.first("project")).isEqualTo("Istio");
        assertThat(item.first("version")).isEqualTo("1.28.1");
        assertThat(item.first("summary")).isEqualTo("Ambient is fast.");
        assertThat(item.first("publication")).isEqualTo("istio");
        Found gitlab = one(atom("""
                <entry><id>1</id><title>The winter release</title>
                <link href="https://gitlab.com/group/gears/-/releases/cli%2Fv1"/><updated>2025-11-10T09:00:00Z</updated>
                <content type="html">&lt;h2&gt;What's new&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;&lt;p&gt;One&lt;/p&gt;&lt;/li&gt;&lt;li&gt;Two&lt;/li&gt;&lt;/ul&gt;</content></entry>""").replace("The winter release", "cli/v1"));
        assertThat(gitlab.first("project")).isEqualTo("gears");
        assertThat(gitlab.first("version")).isEqualTo("cli/v1");
        assertThat(gitlab.first("summary")).isEqualTo("One; Two");
    }

    @Test
    void headings_before_the_first_words_are_no_summary() throws FetchException {
        String item =
                "<item><title>A</title><link>https://blog.example/a</link><description>&lt;div&gt;&lt;h1&gt;Introduction"
                        + "&lt;/h1&gt; &lt;h2&gt;Why&lt;/h2&gt;&lt;p&gt;Words.&lt;/p&gt;&lt;h2&gt;More&lt;/h2&gt;&lt;/div&gt;</description></item>";
        assertThat(one(rss(item)).first("summary")).isEqualTo("Words. More");
        String only =
                "<item><title>A</title><link>https://blog.example/a</link><description>&lt;h1&gt;Only this&lt;/h1&gt;</description></item>";
        assertThat(one(rss(only)).first("summary")).isEqualTo("Only this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.91", "0.92", "0.93", "0.94", "2.0"})
    void rss_of_every_version_is_read(String version) throws FetchException {
        String item = "<item><title>A</title><link>https://blog.example/a</link><description>D.</description></item>";
        Found found = one(rss(item).replace("\"2.0\"", '"' + version + '"'));
        assertThat(found.first("title")).isEqualTo("A");
        assertThat(found.id()).isEqualTo("https://blog.example/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"})
    void rss_as_rdf_is_read(String namespace) throws FetchException {
        Found found = one("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"" + namespace
                + "\"><channel rdf:about=\"x\"><title>B</title><link>https://blog.example/</link><description>d</description>"
                + "</channel><item rdf:about=\"https://blog.example/a\"><title>A</title><link>https://blog.example/a</link></item>"
                + "</rdf:RDF>");
        assertThat(found.first("url")).isEqualTo("https://blog.example/a");
    }

    @Test
    void a_doctype_that_defines_nothing_is_passed_over() throws FetchException {
        String doctype = "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\""
                + " \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">";
        String feed = rss("<item><title>Caf&eacute;</title><link>https://blog.example/a</link></item>")
                .replace("?><rss", "?>" + doctype + "<rss");
        assertThat(one(feed).first("title")).isEqualTo("Café");
    }

    @Test
    void json_feeds_of_both_versions_are_read() throws FetchException {
        Found item = one("""
                {"version": "https://jsonfeed.org/version/1.1", "title": "The Blog", "home_page_url": "https://blog.example/",
                 "items": [{"id": 7, "url": "posts/7", "title": "Seven", "content_html": "<p>Text.</p><script>x</script>",
                 "date_published": "2025-11-10T09:00:00+01:00", "tags": ["a"], "authors": [{"name": "Ann"}]}]}""");
        assertThat(item.id()).isEqualTo("7");
        assertThat(item.at()).isEqualTo(Instant.parse("2025-11-10T08:00:00Z"));
        assertThat(item.first("url")).isEqualTo("https://blog.example/posts/7");
        assertThat(item.first("summary")).isEqualTo("Text.");
        assertThat(item.all("authors")).containsExactly("Ann");
        Found old = one("""
                {"version": "https://jsonfeed.org/version/1", "title": "B", "author": {"name": "Bob"},
                 "items": [{"id": "x", "external_url": "https://o.example/x", "content_text": "A note. More of it."}]}""");
        assertThat(old.first("title")).isEqualTo("A note. More of it.");
        assertThat(old.all("authors")).containsExactly("Bob");
        assertThat(old.all("summary")).isEmpty();
    }

    @Test
    void a_video_of_youtube_is_a_video_with_its_description() throws FetchException {
        Found item = one(atom("""
                <entry xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/">
                <id>yt:video:CTIeERU1hns</id><yt:videoId>CTIeERU1hns</yt:videoId><title>Talk</title>
                <published>2025-11-10T09:00:00Z</published><author><name>Channel</name></author>
                <media:group><media:title>Talk</media:title><media:description>What it is about.</media:description></media:group>
                </entry>"""));
        assertThat(item.first("kind")).isEqualTo("video");
        assertThat(item.first("url")).isEqualTo("https://www.youtube.com/watch?v=CTIeERU1hns");
        assertThat(item.first("summary")).isEqualTo("What it is about.");
    }

    @Test
    void an_episode_of_a_podcast_leads_to_its_sound() throws FetchException {
        Found item = one(rss("""
                <item><title>Episode 1</title><guid isPermaLink="false">ep-1</guid><itunes:author>Ann</itunes:author>
                <itunes:summary>We talk.</itunes:summary>
                <enclosure url="https://cdn.example/1.mp3" length="1" type="audio/mpeg"/></item>"""));
        assertThat(item.id()).isEqualTo("ep-1");
        assertThat(item.first("url")).isEqualTo("https://cdn.example/1.mp3");
        assertThat(item.first("summary")).isEqualTo("We talk.");
        assertThat(item.all("authors")).containsExactly("Ann");
        assertThat(item.all("kind")).isEmpty();
    }

    @Test
    void an_author_is_a_name_and_no_address() throws FetchException {
        assertThat(one(rss("<item><title>A</title><author>ann@x.example (Ann Lee)</author></item>"))
                        .all("authors"))
                .containsExactly("Ann Lee");
        assertThat(one(rss("<item><title>A</title><author>ann@x.example</author></item>"))
                        .all("authors"))
                .isEmpty();
        assertThat(one(rss("<item><title>A</title><dc:creator>Ann</dc:creator></item>"))
                        .all("authors"))
                .containsExactly("Ann");
    }

    @Test
    void its_identity_is_its_id_then_its_link_then_what_it_says() throws FetchException {
        String link = "<link>https://blog.example/a?utm_source=x&amp;id=1</link>";
        String title = "<title>A</title>";
        assertThat(one(rss("<item>" + title + link + "<guid isPermaLink=\"false\">g</guid></item>"))
                        .id())
                .isEqualTo("g");
        assertThat(one(rss("<item>" + title + link + "</item>")).id()).isEqualTo("https://blog.example/a?id=1");
        String said = one(rss("<item>" + title + "<description>D</description></item>"))
                .id();
        assertThat(said)
                .isEqualTo(one(rss("<item>" + title + "<description>D</description></item>"))
                        .id());
        assertThat(said)
                .isNotEqualTo(one(rss("<item>" + title + "<description>E</description></item>"))
                        .id());
    }

    @Test
    void a_summary_is_plain_and_ends_with_a_sentence() throws FetchException {
        String sentence = "This is a sentence of some length, so that a few of them are enough. ";
        Found item = one(rss("<item><title>A</title><description><![CDATA[<style>p{}</style><p>" + sentence.repeat(9)
                + "</p><img src=x onerror=alert(1)>]]></description></item>"));
        assertThat(item.first("summary"))
                .hasSizeBetween(200, 280)
                .endsWith("enough.")
                .doesNotContain("<", "p{}");
        Found endless = one(rss("<item><title>A</title><description>" + "word ".repeat(400) + "</description></item>"));
        assertThat(endless.first("summary")).hasSizeLessThanOrEqualTo(280).endsWith("word…");
        assertThat(FeedText.summary("<p>One.</p><p>Two&nbsp;three</p><li>four</li>"))
                .isEqualTo("One. Two three four");
        assertThat(FeedText.summary("Text here. The post <a href=x>A</a> appeared first on <a href=y>B</a>."))
                .isEqualTo("Text here.");
        assertThat(FeedText.summary("It is out. [Continue reading…]")).isEqualTo("It is out.");
        assertThat(FeedText.summary("Read this (twice)")).isEqualTo("Read this (twice)");
        assertThat(FeedText.summary("a < b && c > d")).isEqualTo("a < b && c > d");
    }

    @Test
    void a_link_that_mail_must_not_carry_is_left_out() throws FetchException {
        for (String bad :
                List.of("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example")) {
            assertThat(one(atom("<entry><id>1</id><title>A</title><link href=\"" + bad + "\"/></entry>"))
                            .all("url"))
                    .as(bad)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, true",
        "windows-1252, true",
        "UTF-16, true",
        "UTF-16BE, true",
        "UTF-8, false",
        "Shift_JIS, true"
    })
    void its_encoding_is_what_it_says(String charset, boolean declared) throws FetchException {
        String title = charset.startsWith("Shift") ? "日本語" : "Grüße";
        String feed = rss("<item><title>" + title + "</title></item>");
        String said = declared ? feed.replace("?>", " encoding=\"" + charset + "\"?>") : feed;
        assertThat(read(said.getBytes(Charset.forName(charset)), null).get(0).first("title"))
                .isEqualTo(title);
    }

    @Test
    void what_the_server_says_of_the_encoding_counts_where_the_file_says_nothing() throws FetchException {
        String feed = rss("<item><title>Grüße</title></item>").replaceFirst("<\\?xml.*?\\?>", "");
        byte[] latin = feed.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(latin, "application/rss+xml; charset=ISO-8859-1").get(0).first("title"))
                .isEqualTo("Grüße");
        assertThat(read(
                        rss("<item><title>Grüße</title></item>").getBytes(StandardCharsets.UTF_8),
                        "nonsense;;;charset=nope"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>",
                "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;]><rss version=\"2.0\"/>",
                "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss version=\"2.0\"><channel>&b;</channel></rss>",
                "<?xml version=\"1.0\"?>\n<!DOCTYPE\nrss\n[ <!ELEMENT x ANY> ]>\n<rss version=\"2.0\"/>",
            })
    void definitions_of_entities_are_refused(String xml) {
        assertThatThrownBy(() -> read(xml))
                .isInstanceOf(FetchException.class)
                .hasMessage("it has a DOCTYPE that defines entities, which is refused");
    }

    @Test
    void what_nests_too_deeply_is_refused() {
        assertThatThrownBy(() -> read("<a>".repeat(2_000_000)))
                .hasMessage("it nests deeper, or holds more elements, than any feed");
        assertThatThrownBy(() -> read("<rss version=\"2.0\">" + "<x/>".repeat(1_000_000) + "</rss>"))
                .hasMessage("it nests deeper, or holds more elements, than any feed");
        assertThatThrownBy(() -> read("{\"items\":" + "[".repeat(1_000_000))).hasMessageStartingWith("this JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                               | this is neither XML nor JSON
            Not found                        | this is neither XML nor JSON
            <html><body>Hello</body></html>  | this is XML, but no feed that is known: Atom, RSS 0.9 to 2.0
            <rss version="2.0"><channel>     | this is no XML
            {"a": 1}                         | this is JSON, but no JSON Feed
            [1, 2                            | this JSON cannot be read
            """)
    void what_is_no_feed_is_said_in_one_line(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }
}
