package org.broadsheet.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgDrawingTest {
    private static final Bounds ROOM = new Bounds(400, 80);

    @Test
    void a_drawing_of_a_size_is_shown_in_it_and_drawn_twice_as_large() {
        byte[] prepared = prepare("<svg xmlns='http://www.w3.org/2000/svg' width='50' height='20'>"
                + "<rect width='25' height='20' fill='#c81e28'/></svg>");
        assertThat(PictureFile.read(prepared)).contains(new PictureFile("png", 50, 20));
        BufferedImage image = PicturePreparerTest.decoded(prepared);
        assertThat(image.getWidth()).isEqualTo(100);
        assertThat(new Color(image.getRGB(10, 10))).isEqualTo(new Color(200, 30, 40));
        assertThat(image.getRGB(90, 10) >>> 24).isZero();
    }

    @Test
    void one_without_a_size_fills_the_room() {
        for (String size : new String[] {"", "width='100%'", "width='auto' height='100%'"}) {
            byte[] prepared = prepare(
                    "<?xml version='1.0'?><!-- made by hand --><svg " + size
                            + " viewBox='0 0 100 50' xmlns='http://www.w3.org/2000/svg'><circle cx='50' cy='25' r='20'/></svg>");
            assertThat(PictureFile.read(prepared)).as(size).contains(new PictureFile("png", 80, 40));
        }
    }

    @Test
    void a_document_type_without_declarations_is_common_and_harmless() {
        byte[] prepared = prepare("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'"
                + " 'http://127.0.0.1:1/svg11.dtd'><svg width='9' height='9'"
                + " xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>");
        assertThat(PictureFile.read(prepared)).contains(new PictureFile("png", 9, 9));
    }

    @Test
    void nothing_else_is_read_for_it(@TempDir Path folder) throws Exception {
        Path secret = Files.write(
                folder.resolve("secret.png"), PicturePreparerTest.png(PicturePreparerTest.photograph(10, 10)));
        for (String element : new String[] {
            "<image width='20' height='20' href='" + secret.toUri() + "'/>",
            "<image width='20' height='20' xlink:href='" + secret.toUri() + "'/>",
            "<use href='" + secret.toUri() + "#a'/>",
            "<style>@import url('" + secret.toUri() + "');</style>",
            "<style>rect { fill: url('" + secret.toUri() + "#a') }</style>",
            "<script>alert(1)</script>",
            "<foreignObject width='20' height='20'><img src='" + secret.toUri() + "'/></foreignObject>"
        }) {
            byte[] prepared = prepare("<svg width='20' height='20' xmlns='http://www.w3.org/2000/svg'"
                    + " xmlns:xlink='http://www.w3.org/1999/xlink'>" + element + "</svg>");
            BufferedImage image = PicturePreparerTest.decoded(prepared);
            assertThat(image.getRGB(10, 10) >>> 24).as(element).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><svg><text>&b;</text></svg>",
                "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg><text>&a;</text></svg>",
                "<svg width='10' height='10'><rect",
                "<svg width='10' height='10'></g></svg>",
                "<svg",
                "<svg width='0' height='10' xmlns='http://www.w3.org/2000/svg'/>",
                "<svg width='-5' height='10' xmlns='http://www.w3.org/2000/svg'/>"
            })
    void what_is_no_whole_drawing_is_broken(String svg) {
        assertThat(PicturePreparerTest.refusal(svg.getBytes(StandardCharsets.UTF_8)))
                .startsWith("is damaged: ");
    }

    @Test
    void a_drawing_that_never_ends_is_given_up() {
        String doubled = IntStream.range(0, 14)
                .mapToObj(i -> "<g id='u" + i + "'>" + ("<use href='#u" + (i + 1) + "'/>").repeat(10) + "</g>")
                .collect(Collectors.joining());
        String uses = "<svg width='10' height='10' xmlns='http://www.w3.org/2000/svg'><defs>" + doubled
                + "<rect id='u14' width='1' height='1'/></defs><use href='#u0'/></svg>";
        String dashes = "<svg width='90' height='90' xmlns='http://www.w3.org/2000/svg'>"
                + "<path d='M0 0H1000000000' stroke='red' stroke-width='9' stroke-dasharray='0.00001'/></svg>";
        String huge = "<svg width='1e9' height='1e9' xmlns='http://www.w3.org/2000/svg'><filter id='f'>"
                + "<feGaussianBlur stdDeviation='100000'/></filter>"
                + "<rect width='1e9' height='1e9' filter='url(#f)'/></svg>";
        String deep = "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>".repeat(100_000) + "</svg>";
        for (String svg : new String[] {uses, dashes, huge, deep}) {
            long begun = System.nanoTime();
            try {
                assertThat(PictureFile.read(prepare(svg))).isPresent();
            } catch (UnfitPicture unfit) {
                assertThat(unfit.complaint()).isNotBlank();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static byte[] prepare(String svg) {
        return PicturePreparer.prepare(svg.getBytes(StandardCharsets.UTF_8), ROOM);
    }
}
