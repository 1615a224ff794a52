package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.broadsheet.render.ShownColours.Inversion;
import org.broadsheet.render.ShownColours.Pair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WCAG 2.2 §1.4.3 for all text of every template, with any accent. */
class ContrastTest {
    static List<String> templates() {
        return Sample.TEMPLATES;
    }

    static List<String> accents() {
        List<String> accents = new ArrayList<>(
                List.of("#466bb0", "#ffffff", "#000000", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#777777"));
        Random random = new Random(20260105);
        for (int i = 0; i < 8; i++) {
            accents.add(String.format("#%06x", random.nextInt(0x1000000)));
        }
        return accents;
    }

    @ParameterizedTest
    @MethodSource("templates")
    void text_can_be_read_by_day_by_night_and_when_colours_are_inverted(String template) {
        for (String accent : accents()) {
            String html = Sample.everyBlock(template, accent, "en").html(Workspace.ada());
            assertReadable(ShownColours.byDay(html), accent + " by day");
            assertReadable(ShownColours.byNight(html), accent + " by night");
            for (Inversion inversion : Inversion.values()) {
                assertReadable(inverted(ShownColours.byDay(html), inversion), accent + " by " + inversion);
            }
        }
    }

    private static List<Pair> inverted(Set<Pair> pairs, Inversion inversion) {
        return pairs.stream()
                .map(pair -> new Pair(inversion.of(pair.text()), inversion.of(pair.ground()), pair.said()))
                .toList();
    }

    private static void assertReadable(Iterable<Pair> pairs, String when) {
        assertThat(pairs)
                .hasSizeGreaterThan(30)
                .allSatisfy(pair -> assertThat(Accent.contrast(pair.text(), pair.ground()))
                        .as("%s: %06x on %06x, %s", when, pair.text(), pair.ground(), pair.said())
                        .isGreaterThanOrEqualTo(4.5));
    }
}
