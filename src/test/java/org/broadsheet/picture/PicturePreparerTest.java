package org.broadsheet.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples come from another library: see make.py beside them. */
class PicturePreparerTest {
    private static final Path SAMPLES = Path.of("src/test/resources/pictures");
    private static final Bounds ROOM = new Bounds(1104, 4000);
    private static final Color RED = new Color(200, 30, 40);
    private static final Color GREEN = new Color(20, 150, 60);
    private static final Color BLUE = new Color(30, 60, 190);
    private static final Color WHITE = new Color(250, 250, 250);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_picture_stands_upright_however_the_camera_was_held(int orientation) {
        byte[] prepared = PicturePreparer.prepare(sample("turned-" + orientation + ".jpg"), ROOM);
        BufferedImage image = decoded(prepared);
        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getHeight()).isEqualTo(32);
        assertQuarters(image, 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turned-1.jpg",
                "turned-6.jpg",
                "turned-6.webp",
                "progressive.jpg",
                "plain.webp",
                "lossless.webp",
                "palette.png",
                "still.gif",
                "moving.gif",
                "moving.webp",
                "cmyk.jpg"
            })
    void every_kind_keeps_its_colours_and_tells_nothing_of_its_maker(String name) {
        byte[] prepared = PicturePreparer.prepare(sample(name), ROOM);
        assertThat(PictureFile.read(prepared))
                .hasValueSatisfying(file -> assertThat(file.width()).isEqualTo(64));
        assertQuarters(decoded(prepared), name.equals("cmyk.jpg") ? 60 : 16);
        assertThat(new String(prepared, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("secret", "exif", "icc", "\0gps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wide-colours.jpg", "wide-colours.png", "wide-colours.webp"})
    void colours_of_a_wider_space_become_those_of_every_screen(String name) {
        BufferedImage image = decoded(PicturePreparer.prepare(sample(name), ROOM));
        Color red = new Color(image.getRGB(8, 8));
        // 200 of that red is more than 200 of the red of sRGB, with less of the others beside it.
        assertThat(red.getRed()).isBetween(210, 226);
        assertThat(red.getGreen()).isLessThan(14);
        assertNear(new Color(image.getRGB(56, 24)), WHITE, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear.png", "clear.webp", "clear-lossless.webp"})
    void what_is_clear_stays_clear(String name) {
        byte[] prepared = PicturePreparer.prepare(sample(name), ROOM);
        BufferedImage image = decoded(prepared);
        assertThat(PictureFile.read(prepared).orElseThrow().subtype()).isEqualTo("png");
        assertThat(image.getRGB(8, 0) >>> 24).isLessThan(10);
        assertThat(image.getRGB(8, 31) >>> 24).isGreaterThan(245);
        assertNear(new Color(image.getRGB(8, 15)), RED, 20);
    }

    @Test
    void gray_is_not_made_lighter() {
        assertNear(new Color(decoded(encode("gray.jpg")).getRGB(8, 8)), new Color(82, 82, 82), 3);
        BufferedImage clear = decoded(encode("gray-clear.png"));
        assertNear(new Color(rgb(clear, 8, 8)), new Color(82, 82, 82), 1);
        assertNear(new Color(rgb(decoded(encode("gray-16.png")), 4, 4)), new Color(128, 128, 128), 1);
        assertNear(new Color(rgb(decoded(encode("rgb-16.png")), 4, 4)), RED, 1);
    }

    /** Large enough that it is made anew: what passes as it is proves nothing. */
    @Test
    void sixteen_bits_and_gray_are_scaled_as_all_others() {
        for (String name : new String[] {"gray-clear.png", "gray.jpg", "one-bit.png", "palette.png", "clear.png"}) {
            byte[] prepared = PicturePreparer.prepare(sample(name), new Bounds(32, 32));
            assertThat(PictureFile.read(prepared).orElseThrow().height())
                    .as(name)
                    .isEqualTo(16);
            assertThat(PicturePreparer.prepare(sample(name), new Bounds(32, 32)))
                    .isEqualTo(prepared);
        }
        byte[] gray = PicturePreparer.prepare(sample("gray-clear.png"), new Bounds(32, 32));
        assertNear(new Color(rgb(decoded(gray), 4, 4)), new Color(82, 82, 82), 2);
        byte[] deep = PicturePreparer.prepare(sample("rgb-16.png"), new Bounds(4, 4));
        assertNear(new Color(rgb(decoded(deep), 2, 2)), RED, 1);
        byte[] deepGray = PicturePreparer.prepare(sample("gray-16.png"), new Bounds(4, 4));
        assertNear(new Color(rgb(decoded(deepGray), 2, 2)), new Color(128, 128, 128), 1);
    }

    @Test
    void what_moves_goes_on_moving() throws IOException {
        byte[] prepared = PicturePreparer.prepare(sample("moving.gif"), new Bounds(10, 10));
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(prepared)));
        assertThat(reader.getNumImages(true)).isEqualTo(3);
        assertThat(new String(prepared, StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0");
    }

    @Test
    void a_photograph_is_scaled_and_weighs_less() {
        byte[] large = jpeg(photograph(3000, 2000), 0.95f);
        byte[] prepared = PicturePreparer.prepare(large, ROOM);
        assertThat(PictureFile.read(prepared)).contains(new PictureFile("jpeg", 1104, 736));
        assertThat(prepared.length).isLessThan(large.length / 6);
        assertThat(decoded(prepared).getRGB(552, 368)).isNotZero();
    }

    @Test
    void a_second_compression_that_saves_little_is_not_done() {
        byte[] light = jpeg(photograph(400, 300), 0.6f);
        assertThat(decoded(PicturePreparer.prepare(light, ROOM)).getRGB(50, 50))
                .isEqualTo(decoded(light).getRGB(50, 50));
        byte[] heavy = jpeg(photograph(400, 300), 1f);
        assertThat(PicturePreparer.prepare(heavy, ROOM).length).isLessThan(heavy.length / 2);
    }

    @Test
    void a_photograph_saved_as_png_becomes_jpeg_and_a_drawing_does_not() {
        byte[] photograph = png(photograph(800, 600));
        assertThat(PictureFile.read(PicturePreparer.prepare(photograph, ROOM)))
                .contains(new PictureFile("jpeg", 800, 600));
        byte[] drawing = png(drawing(800, 600));
        assertThat(PictureFile.read(PicturePreparer.prepare(drawing, ROOM))).contains(new PictureFile("png", 800, 600));
    }

    @Test
    void one_pixel_is_enough() {
        for (BufferedImage dot : new BufferedImage[] {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB)
        }) {
            assertThat(PictureFile.read(PicturePreparer.prepare(png(dot), ROOM)))
                    .contains(new PictureFile("png", 1, 1));
        }
        byte[] line = PicturePreparer.prepare(png(drawing(5000, 1)), ROOM);
        assertThat(PictureFile.read(line)).contains(new PictureFile("png", 1104, 1));
    }

    @Test
    void the_same_file_gives_the_same_bytes() {
        samples()
                .forEach(name -> assertThat(PicturePreparer.prepare(sample(name), ROOM))
                        .as(name)
                        .isEqualTo(PicturePreparer.prepare(sample(name), ROOM)));
    }

    static Stream<String> samples() {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".py"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_file_that_ends_too_early_is_broken(String name) {
        byte[] whole = sample(name);
        for (int part = 1; part < 10; part++) {
            byte[] half = Arrays.copyOf(whole, Math.max(20, whole.length * part / 10));
            UnfitPicture thrown = catchThrowableOfType(UnfitPicture.class, () -> PicturePreparer.prepare(half, ROOM));
            assertThat(thrown).as(name + " to " + half.length).isNotNull();
            assertThat(thrown.reason()).isEqualTo(UnfitPicture.Reason.BROKEN);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void damage_gives_a_picture_or_one_clear_word(String name) {
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 60; round++) {
            byte[] damaged = sample(name);
            for (int i = 0; i <= round / 10; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(PictureFile.read(PicturePreparer.prepare(damaged, ROOM)))
                        .isPresent();
            } catch (UnfitPicture unfit) {
                assertThat(unfit.complaint()).isNotBlank();
            }
        }
    }

    @Test
    void a_header_that_promises_too_much_is_refused_before_it_is_decoded() {
        byte[] bomb = png(drawing(100, 100));
        java.nio.ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(bomb, 12, 17);
        java.nio.ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());
        assertThat(refusal(bomb)).isEqualTo("has 60000 × 60000 pixels; at most 50 million; scale it down");
    }

    @Test
    void what_is_no_picture_is_told_with_those_that_are() {
        for (String text : new String[] {"", "hello", "<html><svg/></html>", "RIFF....WAVE", "%PDF-1.7"}) {
            assertThat(refusal(text.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("is not a picture that we know; PNG, JPEG, GIF, WebP and SVG can be shown");
        }
    }

    static String refusal(byte[] file) {
        UnfitPicture thrown = catchThrowableOfType(UnfitPicture.class, () -> PicturePreparer.prepare(file, ROOM));
        assertThat(thrown).isNotNull();
        return thrown.complaint() + "; " + thrown.hint();
    }

    private static byte[] encode(String name) {
        return PicturePreparer.prepare(sample(name), ROOM);
    }

    /** What is stored, as a browser shows it: Java's own conversion would make gray with alpha lighter. */
    private static int rgb(BufferedImage image, int x, int y) {
        if (image.getColorModel().getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_GRAY) {
            int shift = image.getColorModel().getComponentSize(0) - 8;
            int gray = image.getRaster().getSample(x, y, 0) >> shift;
            return gray << 16 | gray << 8 | gray;
        }
        return image.getRGB(x, y);
    }

    private static void assertQuarters(BufferedImage image, int tolerance) {
        assertNear(new Color(image.getRGB(10, 6)), RED, tolerance);
        assertNear(new Color(image.getRGB(54, 6)), GREEN, tolerance);
        assertNear(new Color(image.getRGB(10, 26)), BLUE, tolerance);
        assertNear(new Color(image.getRGB(54, 26)), WHITE, tolerance);
    }

    private static void assertNear(Color actual, Color expected, int tolerance) {
        int distance = Math.max(
                Math.abs(actual.getRed() - expected.getRed()),
                Math.max(
                        Math.abs(actual.getGreen() - expected.getGreen()),
                        Math.abs(actual.getBlue() - expected.getBlue())));
        assertThat(distance).as("%s is not near %s", actual, expected).isLessThanOrEqualTo(tolerance);
    }

    static BufferedImage photograph(int width, int height) {
        Random random = new Random(11);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(24);
                int red = (int) (120 + 80 * Math.sin(x / 97.0)) + noise;
                int green = (int) (110 + 70 * Math.cos(y / 61.0)) + noise;
                image.setRGB(x, y, red << 16 | green << 8 | (x + y) * 200 / (width + height) + noise);
            }
        }
        return image;
    }

    private static BufferedImage drawing(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width; i++) {
            image.setRGB(i, i % height, 0x3366cc + i / 10);
        }
        return image;
    }

    static byte[] sample(String name) {
        try {
            return Files.readAllBytes(SAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage decoded(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var param = writer.getDefaultWriteParam();
        param.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new javax.imageio.IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
