package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineWrapTest {
    private static List<String> wrap(String text, int width) {
        return new LineWrap(new Marks("0123456789abcdef")).wrap(text, width);
    }

    @Test
    void words_stay_whole_and_a_long_one_has_a_line_of_its_own() {
        assertThat(wrap("one two three-and-a-half four", 10)).containsExactly("one two", "three-and-a-half", "four");
    }

    @Test
    void scripts_without_spaces_break_between_characters_but_not_before_a_full_stop() {
        assertThat(wrap("今日は晴れです。", 8)).containsExactly("今日は晴", "れです。");
        assertThat(wrap("今日は晴。れ", 8)).containsExactly("今日は", "晴。れ");
    }

    @Test
    void an_address_stays_whole_whatever_it_is_written_in() {
        String url = "https://例え.テスト/日本語の長い道/ページ?問=答";
        assertThat(wrap(url, 10)).containsExactly(url);
        assertThat(wrap("詳しくは今" + url, 10)).containsExactly("詳しくは今", url);
        assertThat(wrap("mailto:編集部一同様方@例え.テスト", 10)).hasSize(1);
    }
}
