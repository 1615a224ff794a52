package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.broadsheet.fetch.FetchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {
    private static final String PLACE = "https://a.example/in?x=1";

    private static void refuse(String place, String text) throws FetchException {
        refuse(place, place.isEmpty() ? "data/c.ics" : place, text);
    }

    private static void refuse(String place, String asked, String text) throws FetchException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        HtmlPage.refuse(new Outside.Document(place, "text/calendar", bytes), asked, "a calendar");
    }

    private static void refuseForFeed(String text) throws FetchException {
        refuseForFeed("https://a.example/blog/", text);
    }

    private static void refuseForFeed(String place, String text) throws FetchException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        HtmlPage.refuseForFeed(new Outside.Document(place, null, bytes), "https://a.example/blog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>\n<title>Sign in</title>",
                "\ufeff \n<!-- ours --><HTML lang=en><head><title>Sign\n  in</title></head><body>",
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html><title>Sign in</title>",
                "<head><title>Sign in</title>",
            })
    void what_came_in_place_of_something_else_is_named_with_its_place(String html) {
        assertThatThrownBy(() -> refuse(PLACE, html))
                .isInstanceOf(FetchException.class)
                .hasMessage(PLACE + " answers 200 with a page of HTML (“Sign in”) and not with a calendar");
        assertThatThrownBy(() -> refuse("", html))
                .hasMessage("data/c.ics is a page of HTML (“Sign in”) and not a calendar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BEGIN:VCALENDAR\n<html>",
                "<rss version=\"2.0\"><channel><title>&lt;html></title></channel></rss>",
                "<feed><!-- <html> --></feed>",
                "title,url\n<html>,x",
                "<htmlish/>",
            })
    void what_is_no_page_is_left_to_whoever_reads_it(String text) throws FetchException {
        refuse(PLACE, text);
        refuseForFeed(text);
    }

    @Test
    void where_a_page_names_its_feed_that_is_what_to_write() {
        String said = "https://a.example/blog/ answers 200 with a page of HTML and not with a feed";
        assertThatThrownBy(() -> refuseForFeed("<html><link rel=stylesheet href=x.css>"
                        + "<link rel='alternate' type='application/atom+xml' href='../feed.xml'>"))
                .hasMessage(said + "; the feed that it names is https://a.example/feed.xml");
        assertThatThrownBy(() -> refuseForFeed(
                        "<html><link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>"))
                .hasMessage(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/err?session=SECRET",
                "https://a.example/err#SECRET",
                "https://a.example/err;jsessionid=SECRET/x?y",
                "https://us:SECRET@er@a.example/err?back=u@v",
            })
    void where_a_redirect_leads_is_told_without_what_only_that_address_knows(String place) {
        assertThatThrownBy(() -> refuse(place, PLACE, "<html>"))
                .hasMessage("https://a.example/err answers 200 with a page of HTML and not with a calendar");
        assertThatThrownBy(() -> refuse("https://a.example/\u202e", PLACE, "<html>"))
                .hasMessageStartingWith("https://a.example/\\u202e answers");
    }

    @Test
    void the_address_of_a_feed_hides_nothing_and_tells_no_password() {
        assertThatThrownBy(() -> refuseForFeed("<html><link rel='alternate' type='application/rss+xml'"
                        + " href='https://u:SECRET@a.example/a\u202e\u009b\u2066z?feed=rss2&amp;token=SECRET'>"))
                .message()
                .endsWith("; the feed that it names is https://a.example/a\\u202e\\u009b\\u2066z?feed=rss2&token=…");
    }

    @Test
    void a_feed_whose_address_may_hold_the_session_of_a_redirect_is_not_named() {
        String link = "<html><link rel='alternate' type='application/rss+xml' href='/feed?s=SECRET'>";
        assertThatThrownBy(() -> refuseForFeed("https://a.example/in?s=SECRET", link))
                .hasMessage("https://a.example/in answers 200 with a page of HTML and not with a feed");
        assertThatThrownBy(() -> refuseForFeed("https://a.example/in?s=SECRET", link.replace("?s=SECRET", "")))
                .hasMessageEndingWith("; the feed that it names is https://a.example/feed");
    }

    @Test
    void the_title_of_a_page_stays_one_short_line() {
        assertThatThrownBy(() -> refuse(PLACE, "<html><title>" + "\u202ea\u0007 ".repeat(500) + "</title>"))
                .message()
                .hasSizeLessThan(250)
                .doesNotContain("\u202e", "\u0007", "\n");
        assertThat("<div>".repeat(100_000))
                .isNotEmpty()
                .satisfies(deep -> assertThatThrownBy(() -> refuse(PLACE, "<html>" + deep))
                        .hasMessageContaining("a page of HTML and not"));
    }
}
