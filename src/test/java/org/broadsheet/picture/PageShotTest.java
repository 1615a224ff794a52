package org.broadsheet.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PageShotTest {
    private static byte[] page(int width, int height, int lastRow) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = image.createGraphics();
        drawing.setColor(Color.WHITE);
        drawing.fillRect(0, 0, width, height);
        drawing.setColor(Color.BLACK);
        if (lastRow >= 0) {
            drawing.fillRect(3, lastRow, 1, 1);
        }
        drawing.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage trimmed(byte[] png, int width) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PageShot.trimmed(png, width)));
    }

    @Test
    void what_lies_below_and_beside_the_page_is_left_out() throws IOException {
        BufferedImage shot = trimmed(page(500, 4000, 1200), 360);
        assertThat(shot.getWidth()).isEqualTo(360);
        assertThat(shot.getHeight()).isEqualTo(1200 + 1 + 16);
    }

    @Test
    void a_page_that_fills_the_window_and_an_empty_one_stay_pictures() throws IOException {
        assertThat(trimmed(page(100, 300, 299), 360).getHeight()).isEqualTo(300);
        assertThat(trimmed(page(100, 300, -1), 360).getHeight()).isEqualTo(17);
    }

    @Test
    void what_is_no_picture_is_said() {
        assertThatThrownBy(() -> PageShot.trimmed("no".getBytes(java.nio.charset.StandardCharsets.UTF_8), 10))
                .isInstanceOf(IOException.class);
    }
}
