package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.picture.PictureFile;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "jpeg"})
    void the_size_is_read_from_the_file(String format) throws IOException {
        assertThat(PictureFile.read(picture(format, 321, 123)))
                .isEqualTo(Optional.of(new PictureFile(format, 321, 123)));
    }

    @Test
    void no_bytes_make_it_fail() throws IOException {
        Random random = new Random(5);
        for (String format : new String[] {"png", "gif", "jpeg"}) {
            byte[] whole = picture(format, 30, 20);
            for (int length = 0; length < whole.length; length++) {
                byte[] broken = java.util.Arrays.copyOf(whole, length);
                if (length > 4) {
                    broken[2 + random.nextInt(length - 2)] = (byte) random.nextInt();
                }
                PictureFile.read(broken)
                        .ifPresent(file -> assertThat(file.width()).isPositive());
            }
        }
    }

    @Test
    void a_picture_fits_its_box_and_is_never_enlarged() throws IOException {
        Workspace workspace = new Workspace()
                .with("editions/wide.png", picture("png", 1200, 600))
                .with("editions/small.png", picture("png", 100, 50))
                .with("editions/tall.png", picture("png", 60, 240));
        Pictures pictures = pictures(workspace, new Problems());
        assertThat(show(pictures, "wide.png", Pictures.Box.COLUMN))
                .extracting("width", "height", "halfWidth", "halfHeight")
                .containsExactly(552, 276, 268, 134);
        assertThat(show(pictures, "small.png", Pictures.Box.COLUMN))
                .extracting("width", "height", "halfWidth", "halfHeight")
                .containsExactly(100, 50, 100, 50);
        assertThat(show(pictures, "tall.png", Pictures.Box.POST))
                .extracting("width", "height")
                .containsExactly(24, 96);
        assertThat(show(pictures, "https://x.example/a.png", Pictures.Box.COLUMN))
                .extracting("src", "width", "height")
                .containsExactly("https://x.example/a.png", 552, 0);
    }

    @Test
    void a_path_counts_from_the_folder_of_the_edition_or_from_the_workspace() throws IOException {
        Workspace workspace = new Workspace()
                .with("editions/images/a.png", picture("png", 1, 1))
                .with("shared/b.png", picture("png", 2, 2));
        Problems problems = new Problems();
        Pictures pictures = pictures(workspace, problems);
        for (String src :
                new String[] {"images/a.png", "./images/a.png", "../shared/b.png", "shared/b.png", "/shared/b.png"}) {
            assertThat(show(pictures, src, Pictures.Box.COLUMN).src()).as(src).startsWith("cid:");
        }
        assertThat(problems.list()).isEmpty();
        assertThat(pictures.images()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../secret.png",
                "/../x.png",
                "file:///etc/x.png",
                "C:\\x.png",
                "data:image/png;base64,AA",
                "gone.png",
                ""
            })
    void what_is_not_in_the_workspace_is_told_with_its_place(String src) {
        Problems problems = new Problems();
        show(pictures(new Workspace(), problems), src, Pictures.Box.COLUMN);
        assertThat(problems.list()).extracting(Problem::rule).containsExactly("missing-picture");
        assertThat(problems.list().get(0).at()).hasToString("editions/e.md:3:5");
    }

    @Test
    void a_file_that_only_calls_itself_a_picture_is_refused() {
        InputException thrown = catchThrowableOfType(
                InputException.class,
                () -> new Workspace()
                        .with("editions/a.png", "<html/>")
                        .render("\n\nText ![a](a.png)\n\n![b](b.png)\n"));
        assertThat(thrown.problems()).extracting(Problem::rule).containsExactly("not-a-picture", "missing-picture");
        assertThat(thrown.problems().get(0).at().line()).isEqualTo(13);
    }

    @Test
    void a_picture_too_large_for_mail_is_refused() throws IOException {
        Problems problems = new Problems();
        byte[] huge = java.util.Arrays.copyOf(picture("png", 10, 10), 25_000_001);
        show(pictures(new Workspace().with("editions/a.png", huge), problems), "a.png", Pictures.Box.COLUMN);
        assertThat(problems.list()).extracting(Problem::rule).containsExactly("picture-too-large");
    }

    @Test
    void a_missing_picture_of_raw_html_is_placed_at_its_line() {
        InputException thrown = catchThrowableOfType(
                InputException.class,
                () -> new Workspace()
                        .render(
                                "One.\n\nTwo <b>and</b> <img src=\"a.png\" alt=\"A\">\n\n<div>\n<img src=\"b.png\" alt=\"B\">\n</div>\n"));
        int first = (int) Workspace.FRONT.lines().count() + 1;
        assertThat(thrown.problems())
                .extracting(Problem::at)
                .extracting(Position::line)
                .containsExactly(first + 2, first + 5);
    }

    @Test
    void two_pictures_of_one_name_are_told_apart() throws IOException {
        Workspace workspace = new Workspace()
                .with("editions/a/Hall.png", picture("png", 1, 1))
                .with("editions/b/hall.PNG", picture("png", 2, 2));
        Pictures pictures = pictures(workspace, new Problems());
        show(pictures, "a/Hall.png", Pictures.Box.COLUMN);
        show(pictures, "b/hall.PNG", Pictures.Box.COLUMN);
        assertThat(pictures.images()).extracting(Image::name).containsExactly("hall.png", "hall-2.png");
    }

    private static Pictures pictures(Workspace workspace, Problems problems) {
        return new Pictures(workspace, new Settings(ImageMode.INLINE, null), "istio.example", problems);
    }

    private static View.Picture show(Pictures pictures, String src, Pictures.Box box) {
        return pictures.picture(new Position("editions/e.md", 3, 5), src, "alt", box, null, null);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }
}
