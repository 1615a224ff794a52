package org.broadsheet.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture that a browser took of a page in a window that is much longer than the page. */
public final class PageShot {
    private static final int MARGIN = 16;

    private PageShot() {}

    /**
     * Without what lies below the page, where every pixel is like the last one at the left.
     *
     * @param png as the browser wrote it
     * @param width how much of it is wanted, from the left, in pixels
     * @throws IOException when it is no picture
     */
    public static byte[] trimmed(byte[] png, int width) throws IOException {
        BufferedImage shot = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
        if (shot == null) {
            throw new IOException("it is no picture");
        }
        int wide = Math.min(width, shot.getWidth());
        int high = Math.min(shot.getHeight(), lastRow(shot, wide) + 1 + MARGIN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(shot.getSubimage(0, 0, wide, high), "png", out);
        return out.toByteArray();
    }

    /** That shows something; 0 when none does. */
    private static int lastRow(BufferedImage shot, int width) {
        int ground = shot.getRGB(0, shot.getHeight() - 1);
        int[] row = new int[width];
        for (int y = shot.getHeight() - 1; y > 0; y--) {
            shot.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                if (pixel != ground) {
                    return y;
                }
            }
        }
        return 0;
    }
}
