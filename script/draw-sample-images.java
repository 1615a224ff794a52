import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * Draws the pictures of examples/istio-recap: flat illustrations in one palette, the same pixels on every run.
 *
 * <p>java script/draw-sample-images.java examples/istio-recap
 */
class DrawSampleImages {
    private static final int WIDTH = 1104; // twice the column's 552 CSS pixels

    private static final Color NIGHT = new Color(0x1f2c49);
    private static final Color DEEP = new Color(0x31477a);
    private static final Color BLUE = new Color(0x466bb0);
    private static final Color SKY = new Color(0x8fabdb);
    private static final Color MIST = new Color(0xc9d7ee);
    private static final Color PALE = new Color(0xe9eff8);
    private static final Color SAND = new Color(0xf6ead6);
    private static final Color LAMP = new Color(0xf5bf68);
    private static final Color CORAL = new Color(0xdf7257);
    private static final Color BRICK = new Color(0xa8503f);
    private static final Color TEAL = new Color(0x4d8f8d);
    private static final Color WHITE = Color.WHITE;

    private final Graphics2D g;
    private final int height;

    private DrawSampleImages(Graphics2D g, int height) {
        this.g = g;
        this.height = height;
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path workspace = Path.of(args.length == 0 ? "examples/istio-recap" : args[0]);
        Path images = Files.createDirectories(workspace.resolve("editions/images"));
        draw(images.resolve("atlanta.png"), WIDTH, 560, DrawSampleImages::atlanta);
        draw(images.resolve("sails.png"), WIDTH, 500, DrawSampleImages::sails);
        draw(images.resolve("kiosk.png"), WIDTH, 828, DrawSampleImages::kiosk);
        draw(images.resolve("contribfest.png"), WIDTH, 828, DrawSampleImages::contribfest);
        draw(images.resolve("mesh.png"), WIDTH, 460, DrawSampleImages::mesh);
        draw(images.resolve("amsterdam.png"), WIDTH, 560, DrawSampleImages::amsterdam);
        Files.createDirectories(workspace.resolve("images"));
        draw(workspace.resolve("images/logo.png"), 160, 160, DrawSampleImages::logo);
    }

    private static void draw(Path file, int width, int height, Consumer<DrawSampleImages> scene) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        scene.accept(new DrawSampleImages(g, height));
        g.dispose();
        ImageIO.write(image, "png", file.toFile());
        System.out.printf("%s %,d bytes%n", file, Files.size(file));
    }

    // ---- the scenes

    private void atlanta() {
        Color[] bands = {new Color(0x6d8cc6), SKY, new Color(0xb4c3dd), new Color(0xe3d3cd), new Color(0xf3cfa6), LAMP};
        for (int i = 0; i < bands.length; i++) {
            rectangle(bands[i], 0, i * 66, WIDTH, height);
        }
        circle(new Color(0xfbe3b4), 786, 330, 74);
        skyline(new Random(4), new Color(0x8296c4), 452, 60, 150, false);
        skyline(new Random(11), DEEP, 470, 40, 210, true);
        spire(470, 110, 64);
        cylinder(640, 170);
        spire(250, 190, 52);
        hall();
        rectangle(NIGHT, 0, 520, WIDTH, 40);
        for (int x = 30; x < WIDTH; x += 94) {
            tree(x, 520, 15 + x % 7);
        }
    }

    private void skyline(Random random, Color colour, int ground, int low, int spread, boolean lit) {
        for (int x = -10; x < WIDTH; ) {
            int width = 44 + random.nextInt(40);
            int tall = low + random.nextInt(spread);
            rectangle(colour, x, ground - tall, width, tall + 90);
            if (lit) {
                windows(random, x, ground - tall + 14, width, tall, LAMP, 0.34);
            }
            x += width + random.nextInt(12);
        }
    }

    private void windows(Random random, int x, int y, int width, int tall, Color colour, double share) {
        for (int wy = y; wy < y + tall - 10; wy += 20) {
            for (int wx = x + 10; wx < x + width - 12; wx += 16) {
                if (random.nextDouble() < share) {
                    rectangle(colour, wx, wy, 7, 10);
                }
            }
        }
    }

    private void spire(int x, int top, int width) {
        rectangle(NIGHT, x, top + 60, width, 480 - top);
        polygon(NIGHT, x, top + 60, x + width / 2.0, top - 6, x + width, top + 60);
        rectangle(NIGHT, x + width / 2 - 2, top - 50, 4, 60);
        windows(new Random(x), x, top + 76, width, 400 - top, LAMP, 0.4);
    }

    private void cylinder(int x, int top) {
        fill(NIGHT, new RoundRectangle2D.Double(x, top, 70, 400, 24, 24));
        rectangle(CORAL, x - 5, top + 26, 80, 7);
        for (int y = top + 48; y < 470; y += 18) {
            rectangle(new Color(0x3d5488), x + 8, y, 54, 5);
        }
    }

    private void hall() {
        fill(NIGHT, new RoundRectangle2D.Double(300, 424, 520, 180, 10, 10));
        fill(BLUE, new Arc2D.Double(280, 366, 560, 150, 0, 180, Arc2D.CHORD));
        fill(SKY, new Arc2D.Double(330, 392, 460, 100, 0, 180, Arc2D.CHORD));
        for (int x = 326; x < 800; x += 48) {
            rectangle(LAMP, x, 458, 28, 62);
        }
        for (int x = 340; x <= 780; x += 88) {
            rectangle(NIGHT, x, 352, 3, 50);
            polygon(WHITE, x + 3, 352, x + 32, 368, x + 3, 384);
        }
    }

    private void tree(int x, int ground, int size) {
        rectangle(NIGHT, x - 2, ground - 18, 4, 20);
        circle(new Color(0x2f5a63), x, ground - 18 - size / 2, size);
    }

    private void sails() {
        rectangle(PALE, 0, 0, WIDTH, height);
        circle(LAMP, 872, 128, 58);
        cloud(150, 96, 1.0);
        cloud(610, 62, 0.7);
        polygon(MIST, 0, 300, 120, 252, 260, 280, 420, 240, 560, 300);
        Color[] sea = {SKY, new Color(0x6b8bc8), BLUE, new Color(0x3b5a98), DEEP};
        for (int i = 0; i < sea.length; i++) {
            wave(sea[i], 292 + i * 42, 20 + i * 9, 90 + i * 26);
            if (i == 0) {
                boat(206, 300, 0.42, SAND, WHITE);
                boat(1010, 302, 0.38, WHITE, MIST);
            } else if (i == 1) {
                boat(386, 346, 0.62, WHITE, MIST);
                boat(930, 350, 0.72, SAND, CORAL);
            } else if (i == 2) {
                boat(118, 392, 0.86, CORAL, WHITE);
            } else if (i == 3) {
                boat(640, 432, 1.62, WHITE, LAMP);
            }
        }
    }

    private void cloud(int x, int y, double scale) {
        fill(WHITE, new RoundRectangle2D.Double(x, y, 190 * scale, 30 * scale, 30 * scale, 30 * scale));
        fill(WHITE, new RoundRectangle2D.Double(x + 50 * scale, y - 20 * scale, 100 * scale, 40 * scale, 40 * scale, 40 * scale));
    }

    private void wave(Color colour, int y, int lift, int length) {
        Path2D path = new Path2D.Double();
        path.moveTo(-length, height);
        path.lineTo(-length, y);
        for (int x = -length; x < WIDTH + length; x += length) {
            path.quadTo(x + length / 2.0, y + lift * 0.5, x + length, y);
        }
        path.lineTo(WIDTH + length, height);
        path.closePath();
        fill(colour, path);
    }

    private void boat(int x, int y, double s, Color main, Color fore) {
        polygon(NIGHT, x - 96 * s, y - 14 * s, x + 104 * s, y - 18 * s, x + 72 * s, y + 20 * s, x - 66 * s, y + 20 * s);
        rectangle(NIGHT, (int) (x - 3 * s), (int) (y - 226 * s), Math.max(2, (int) (5 * s)), (int) (214 * s));
        Path2D mainsail = new Path2D.Double();
        mainsail.moveTo(x + 6 * s, y - 222 * s);
        mainsail.quadTo(x + 84 * s, y - 110 * s, x + 94 * s, y - 30 * s);
        mainsail.lineTo(x + 6 * s, y - 30 * s);
        mainsail.closePath();
        fill(main, mainsail);
        Path2D jib = new Path2D.Double();
        jib.moveTo(x - 8 * s, y - 196 * s);
        jib.quadTo(x - 46 * s, y - 90 * s, x - 90 * s, y - 28 * s);
        jib.lineTo(x - 8 * s, y - 34 * s);
        jib.closePath();
        fill(fore, jib);
    }

    private void kiosk() {
        rectangle(SAND, 0, 0, WIDTH, height);
        rectangle(new Color(0xe8d9bf), 0, 640, WIDTH, 200);
        for (int x = 70; x < WIDTH; x += 160) {
            rectangle(new Color(0xc9bba2), x, 0, 3, 60);
            fill(LAMP, new Arc2D.Double(x - 38, 42, 80, 70, 0, 180, Arc2D.CHORD));
        }
        fill(BLUE, new RoundRectangle2D.Double(352, 150, 400, 420, 12, 12));
        sail(586, 470, 1.2);
        person(420, 500, 0.9, TEAL, new Color(0x8a5a3c), NIGHT);
        rectangle(SAND, 360, 560, 120, 80);
        rectangle(new Color(0xe8d9bf), 360, 640, 120, 260);
        fill(NIGHT, new RoundRectangle2D.Double(300, 536, 504, 168, 10, 10));
        rectangle(DEEP, 300, 536, 504, 22);
        laptop(590, 536);
        rectangle(WHITE, 742, 508, 24, 28);
        rectangle(LAMP, 500, 518, 46, 18);
        rectangle(CORAL, 504, 504, 38, 14);
        person(176, 600, 1.2, CORAL, new Color(0xe9b48c), BRICK);
        person(896, 600, 1.2, DEEP, new Color(0x5b3a29), NIGHT);
        person(1010, 640, 1.1, LAMP, new Color(0xd79a70), new Color(0x3a2a22));
        bubble(236, 280, false);
        bubble(790, 262, true);
    }

    /** Standing; {@code y} is where the shoulders are. */
    private void person(int x, int y, double s, Color coat, Color skin, Color hair) {
        fill(coat, new RoundRectangle2D.Double(x - 56 * s, y - 20 * s, 112 * s, 420 * s, 90 * s, 90 * s));
        rectangle(skin, (int) (x - 13 * s), (int) (y - 48 * s), (int) (26 * s), (int) (36 * s));
        Shape head = new Ellipse2D.Double(x - 36 * s, y - 120 * s, 72 * s, 82 * s);
        fill(skin, head);
        Area fringe = new Area(new Ellipse2D.Double(x - 40 * s, y - 128 * s, 80 * s, 84 * s));
        fringe.intersect(new Area(new Rectangle2D.Double(x - 44 * s, y - 132 * s, 88 * s, 42 * s)));
        fill(hair, fringe);
    }

    private void laptop(int x, int y) {
        polygon(MIST, x, y - 70, x + 96, y - 70, x + 104, y - 6, x - 8, y - 6);
        rectangle(SKY, x - 20, y - 8, 136, 8);
    }

    private void bubble(int x, int y, boolean toTheRight) {
        fill(WHITE, new RoundRectangle2D.Double(x - 90, y, 180, 96, 40, 40));
        int tip = toTheRight ? x + 40 : x - 40;
        polygon(WHITE, tip - 18, y + 84, tip + 18, y + 84, tip + (toTheRight ? 30 : -30), y + 130);
        for (int i = -1; i <= 1; i++) {
            circle(toTheRight ? BLUE : CORAL, x + i * 42, y + 48, 11);
        }
    }

    private void sail(int x, int y, double s) {
        polygon(WHITE, x - 8 * s, y - 44 * s, x - 8 * s, y - 230 * s, x - 92 * s, y - 44 * s);
        polygon(MIST, x + 6 * s, y - 44 * s, x + 6 * s, y - 176 * s, x + 84 * s, y - 44 * s);
        polygon(WHITE, x - 100 * s, y - 30 * s, x + 100 * s, y - 30 * s, x + 62 * s, y, x - 62 * s, y);
    }

    private void contribfest() {
        rectangle(PALE, 0, 0, WIDTH, height);
        for (int x = 0; x < WIDTH; x += 138) {
            rectangle(new Color(0xdce5f3), x, 0, 3, height);
        }
        seat(330, 150, CORAL, BRICK, 0);
        seat(760, 150, TEAL, NIGHT, 0);
        seat(330, 690, LAMP, new Color(0x3a2a22), 180);
        seat(760, 690, BLUE, new Color(0x7b4a2e), 180);
        fill(new Color(0xd9b98c), new RoundRectangle2D.Double(130, 222, 844, 390, 60, 60));
        fill(new Color(0xe8cda4), new RoundRectangle2D.Double(142, 234, 820, 366, 50, 50));
        laptopFromAbove(330, 310, 0);
        laptopFromAbove(760, 310, 0);
        laptopFromAbove(330, 524, 180);
        laptopFromAbove(760, 524, 180);
        mug(490, 330);
        mug(610, 512);
        mug(884, 400);
        note(LAMP, 508, 410, 10);
        note(CORAL, 566, 386, -8);
        note(SKY, 590, 436, 6);
        note(new Color(0xb7d3a8), 214, 410, -6);
    }

    private void seat(int x, int y, Color coat, Color hair, int turned) {
        var before = g.getTransform();
        g.rotate(Math.toRadians(turned), x, y);
        fill(coat, new RoundRectangle2D.Double(x - 116, y - 40, 232, 96, 96, 96));
        fill(coat, new RoundRectangle2D.Double(x - 112, y, 46, 150, 46, 46));
        fill(coat, new RoundRectangle2D.Double(x + 66, y, 46, 150, 46, 46));
        circle(hair, x, y - 2, 54);
        g.setTransform(before);
    }

    private void laptopFromAbove(int x, int y, int turned) {
        var before = g.getTransform();
        g.rotate(Math.toRadians(turned), x, y);
        fill(SKY, new RoundRectangle2D.Double(x - 84, y - 50, 168, 64, 10, 10));
        rectangle(MIST, x - 70, y - 40, 140, 34);
        fill(NIGHT, new RoundRectangle2D.Double(x - 84, y + 16, 168, 42, 8, 8));
        for (int line = 0; line < 3; line++) {
            rectangle(line == 1 ? LAMP : SKY, x - 70, y + 23 + line * 10, 60 + line * 26 % 50, 4);
        }
        g.setTransform(before);
    }

    private void mug(int x, int y) {
        circle(WHITE, x, y, 25);
        circle(new Color(0x6b4430), x, y, 18);
    }

    private void note(Color colour, int x, int y, int degrees) {
        var before = g.getTransform();
        g.rotate(Math.toRadians(degrees), x, y);
        rectangle(colour, x, y, 50, 50);
        rectangle(NIGHT, x + 9, y + 14, 32, 3);
        rectangle(NIGHT, x + 9, y + 24, 24, 3);
        g.setTransform(before);
    }

    private void mesh() {
        rectangle(NIGHT, 0, 0, WIDTH, height);
        Color[] colours = {LAMP, SKY, CORAL};
        int[][] centres = {{204, 262}, {552, 206}, {900, 262}};
        arc(centres[0], centres[1], 40);
        arc(centres[1], centres[2], 40);
        arc(centres[0], centres[2], 430);
        for (int i = 0; i < centres.length; i++) {
            cluster(new Random(30 + i), centres[i][0], centres[i][1], colours[i]);
        }
    }

    private void arc(int[] from, int[] to, int lift) {
        g.setColor(MIST);
        g.setStroke(new BasicStroke(4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1f, new float[] {2f, 13f}, 0f));
        g.draw(new QuadCurve2D.Double(from[0], from[1], (from[0] + to[0]) / 2.0, lift, to[0], to[1]));
    }

    private void cluster(Random random, int x, int y, Color colour) {
        circle(new Color(0x2a3b62), x, y, 146);
        List<Point2D> nodes = new ArrayList<>();
        nodes.add(new Point2D.Double(x, y));
        for (int ring = 0; ring < 2; ring++) {
            int count = ring == 0 ? 5 : 8;
            for (int i = 0; i < count; i++) {
                double angle = 2 * Math.PI * (i + ring * 0.5) / count + random.nextDouble() * 0.24;
                double radius = (ring == 0 ? 58 : 108) + random.nextDouble() * 10;
                nodes.add(new Point2D.Double(x + radius * Math.cos(angle), y + radius * Math.sin(angle)));
            }
        }
        g.setStroke(new BasicStroke(2.2f));
        g.setColor(new Color(0x6d83b4));
        for (Point2D a : nodes) {
            nodes.stream().filter(b -> a.distance(b) < 86).forEach(b -> g.draw(new Line2D.Double(a, b)));
        }
        for (int i = 0; i < nodes.size(); i++) {
            Point2D node = nodes.get(i);
            circle(i == 0 ? WHITE : colour, (int) node.getX(), (int) node.getY(), i == 0 ? 17 : i < 6 ? 11 : 8);
        }
    }

    private void amsterdam() {
        rectangle(new Color(0x2a3c66), 0, 0, WIDTH, height);
        circle(new Color(0xfbe3b4), 948, 84, 38);
        circle(new Color(0x2a3c66), 932, 76, 34);
        Random stars = new Random(3);
        for (int i = 0; i < 34; i++) {
            circle(MIST, stars.nextInt(WIDTH), stars.nextInt(150), i % 5 == 0 ? 2 : 1);
        }
        int quay = 396;
        rectangle(NIGHT, 0, quay, WIDTH, 200);
        Color[] walls = {BRICK, new Color(0x5f7f86), new Color(0x8b4a3d), new Color(0xc98f5a), DEEP, new Color(0xb8644c), TEAL, new Color(0x7a5a4c), new Color(0xcaa36f)};
        int[] widths = {118, 104, 130, 112, 124, 108, 132, 116, 122};
        int[] talls = {232, 204, 262, 218, 246, 196, 256, 222, 240};
        for (int i = 0, x = 12; i < walls.length; x += widths[i++] + 2) {
            reflection(x, quay + 16, widths[i], walls[i]);
            house(x, quay, widths[i], talls[i], walls[i], i % 3);
        }
        rectangle(new Color(0x14203a), 0, quay, WIDTH, 14);
        ripples();
        canalBoat(330, 496);
    }

    private void house(int x, int ground, int width, int tall, Color wall, int gable) {
        int eaves = ground - tall + 54;
        rectangle(wall, x, eaves, width, ground - eaves);
        double mid = x + width / 2.0;
        switch (gable) {
            case 0 -> steps(wall, x, eaves, width);
            case 1 -> polygon(wall, x, eaves, x + 20, eaves - 14, mid - 16, eaves - 58, mid + 16, eaves - 58, x + width - 20, eaves - 14, x + width, eaves);
            default -> neck(wall, x, eaves, width);
        }
        rectangle(SAND, (int) mid - 18, eaves - (gable == 1 ? 62 : 66), 36, 6);
        circle(LAMP, (int) mid, eaves - 22, 9);
        rectangle(SAND, x, eaves + 2, width, 4);
        panes(x, eaves, width, ground);
    }

    private void steps(Color wall, int x, int eaves, int width) {
        for (int step = 0; step < 4; step++) {
            int inset = (step + 1) * width / 11;
            rectangle(wall, x + inset, eaves - (step + 1) * 15, width - 2 * inset, 16);
        }
    }

    private void neck(Color wall, int x, int eaves, int width) {
        double mid = x + width / 2.0;
        Path2D path = new Path2D.Double();
        path.moveTo(x, eaves + 1);
        path.quadTo(mid - 26, eaves - 4, mid - 24, eaves - 60);
        path.lineTo(mid + 24, eaves - 60);
        path.quadTo(mid + 26, eaves - 4, x + width, eaves + 1);
        path.closePath();
        fill(wall, path);
    }

    private void panes(int x, int eaves, int width, int ground) {
        Random random = new Random(x);
        int gap = (width - 3 * 20) / 4;
        for (int y = eaves + 18; y < ground - 62; y += 46) {
            for (int column = 0; column < 3; column++) {
                int wx = x + gap + column * (20 + gap);
                rectangle(SAND, wx - 2, y - 2, 24, 34);
                rectangle(random.nextDouble() < 0.6 ? LAMP : NIGHT, wx, y, 20, 30);
                rectangle(SAND, wx + 9, y, 2, 30);
            }
        }
        rectangle(NIGHT, x + gap, ground - 44, 24, 44);
        rectangle(LAMP, x + gap + 4, ground - 40, 16, 8);
        rectangle(LAMP, x + width - gap - 34, ground - 40, 34, 24);
    }

    private void reflection(int x, int y, int width, Color wall) {
        Color dim = new Color((wall.getRed() + 2 * 0x1f) / 3, (wall.getGreen() + 2 * 0x2c) / 3, (wall.getBlue() + 2 * 0x49) / 3);
        rectangle(dim, x + 4, y, width - 8, 88);
        Random random = new Random(x * 7L);
        for (int i = 0; i < 7; i++) {
            fill(new Color(0xa08354), new RoundRectangle2D.Double(x + 14 + random.nextInt(width - 50), y + 8 + i * 11, 16 + random.nextInt(16), 3, 3, 3));
        }
    }

    private void ripples() {
        Random random = new Random(9);
        for (int i = 0; i < 26; i++) {
            fill(NIGHT, new RoundRectangle2D.Double(random.nextInt(WIDTH), 424 + random.nextInt(80), 60 + random.nextInt(90), 4, 4, 4));
        }
        for (int i = 0; i < 16; i++) {
            fill(DEEP, new RoundRectangle2D.Double(random.nextInt(WIDTH), 508 + random.nextInt(44), 40 + random.nextInt(80), 3, 3, 3));
        }
    }

    private void canalBoat(int x, int y) {
        polygon(SAND, x - 10, y, x + 330, y, x + 296, y + 34, x + 22, y + 34);
        rectangle(BLUE, x - 6, y + 2, 328, 7);
        fill(WHITE, new RoundRectangle2D.Double(x + 36, y - 36, 240, 38, 14, 14));
        for (int i = 0; i < 6; i++) {
            rectangle(LAMP, x + 50 + i * 37, y - 28, 28, 22);
        }
        rectangle(SAND, x + 300, y - 52, 3, 54);
        polygon(CORAL, x + 303, y - 52, x + 336, y - 42, x + 303, y - 32);
    }

    private void logo() {
        rectangle(WHITE, 0, 0, 160, 160);
        Path2D main = new Path2D.Double();
        main.moveTo(88, 12);
        main.quadTo(132, 66, 138, 112);
        main.lineTo(88, 112);
        main.closePath();
        fill(BLUE, main);
        Path2D fore = new Path2D.Double();
        fore.moveTo(76, 36);
        fore.quadTo(54, 84, 24, 112);
        fore.lineTo(76, 112);
        fore.closePath();
        fill(SKY, fore);
        Path2D hull = new Path2D.Double();
        hull.moveTo(14, 124);
        hull.lineTo(148, 124);
        hull.quadTo(126, 150, 106, 150);
        hull.lineTo(52, 150);
        hull.quadTo(30, 148, 14, 124);
        fill(NIGHT, hull);
    }

    // ---- shapes

    private void fill(Color colour, Shape shape) {
        g.setColor(colour);
        g.fill(shape);
    }

    private void rectangle(Color colour, int x, int y, int width, int tall) {
        fill(colour, new Rectangle2D.Double(x, y, width, tall));
    }

    private void circle(Color colour, int x, int y, int radius) {
        fill(colour, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    private void polygon(Color colour, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        fill(colour, path);
    }
}
