package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AccentTest {
    @Test
    void a_colour_that_reads_on_white_is_kept() {
        assertThat(Accent.of("#2f5d8a").onLight()).isEqualTo("#2f5d8a");
    }

    @Test
    void a_colour_that_reads_on_a_dark_ground_is_kept() {
        assertThat(Accent.of("#ffd54a").onDark()).isEqualTo("#ffd54a");
    }

    @Test
    void any_colour_gets_a_shade_that_reads_on_each_ground() {
        Random random = new Random(20251120);
        for (int i = 0; i < 2000; i++) {
            Accent accent = Accent.of(String.format("#%06x", random.nextInt(0x1000000)));

            assertThat(Accent.contrast(rgb(accent.onLight()), 0xffffff)).isGreaterThanOrEqualTo(4.5);
            assertThat(Accent.contrast(rgb(accent.onDark()), 0x24272d)).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void contrast_is_what_wcag_defines() {
        assertThat(Accent.contrast(0x000000, 0xffffff)).isEqualTo(21.0);
        assertThat(Accent.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.49);
    }

    private static int rgb(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }
}
