package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.broadsheet.web.PreviewChoice.Look;
import org.broadsheet.web.PreviewChoice.View;
import org.broadsheet.web.PreviewChoice.Width;
import org.junit.jupiter.api.Test;

class PreviewChoiceTest {
    private static final Set<String> ALL = Set.of("events", "releases");

    @Test
    void nothing_asked_for_is_the_mail_by_day_at_both_widths_for_the_sample_reader() {
        PreviewChoice choice = PreviewChoice.of(Map.of());

        assertThat(choice.view()).isEqualTo(View.MAIL);
        assertThat(choice.width()).isEqualTo(Width.BOTH);
        assertThat(choice.look()).isEqualTo(Look.LIGHT);
        assertThat(choice.images()).isTrue();
        assertThat(choice.reader()).isEmpty();
        assertThat(choice.optedOut(ALL, Set.of("events"))).containsExactly("events");
    }

    @Test
    void what_is_not_understood_is_as_if_it_were_not_there() {
        PreviewChoice choice = PreviewChoice.of(Map.of("view", List.of("<script>"), "look", List.of("DARK", "dark")));

        assertThat(choice).isEqualTo(PreviewChoice.of(Map.of()));
    }

    @Test
    void ticked_topics_stand_for_the_reader_whose_boxes_they_were() {
        Map<String, List<String>> ticked = Map.of("of", List.of(""), "topic", List.of("events"));
        assertThat(PreviewChoice.of(ticked).optedOut(ALL, Set.of())).containsExactly("releases");

        Map<String, List<String>> other = new LinkedHashMap<>(ticked);
        other.put("reader", List.of("bo@two.example"));
        assertThat(PreviewChoice.of(other).optedOut(ALL, Set.of("events"))).containsExactly("events");
    }

    @Test
    void no_box_ticked_is_no_topic() {
        PreviewChoice choice = PreviewChoice.of(Map.of("of", List.of("")));
        assertThat(choice.optedOut(ALL, Set.of())).containsExactlyInAnyOrder("events", "releases");
    }

    @Test
    void a_choice_survives_its_way_through_an_address() {
        Random random = new Random(7);
        String letters = "ab&=%+# \"<é\u202e日\ud83d\ude00";
        for (int i = 0; i < 500; i++) {
            String reader = text(random, letters).strip();
            PreviewChoice choice = new PreviewChoice(
                    View.values()[random.nextInt(4)],
                    Width.values()[random.nextInt(3)],
                    Look.values()[random.nextInt(3)],
                    random.nextBoolean(),
                    reader,
                    text(random, letters),
                    reader,
                    Set.of(text(random, letters) + "1", text(random, letters) + "2"));

            assertThat(choice.query()).matches("[A-Za-z0-9&=%+._*-]*");
            assertThat(PreviewChoice.of(parsed(choice.query()))).isEqualTo(choice);
        }
    }

    private static String text(Random random, String letters) {
        int[] points = letters.codePoints().toArray();
        return random.ints(random.nextInt(6), 0, points.length)
                .map(at -> points[at])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Map<String, List<String>> parsed(String query) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] sides = pair.split("=", 2);
            all.computeIfAbsent(sides[0], key -> new ArrayList<>())
                    .add(URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return all;
    }
}
