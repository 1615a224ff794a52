package org.broadsheet.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoRowsTest {
    private static final Position AT = new Position("editions/e.md", 3, 5);

    @ParameterizedTest
    @CsvSource({
        "120x80, 120x80",
        "120x80 120x80, 120x80+120x80",
        "120x80 120x80 120x80, 120x80 120x80+120x80",
        "90x160 160x90, 90x160 160x90",
        "90x160 160x90 160x90, 90x160 160x90+160x90",
        "100x100 120x80, 100x100+120x80",
        "160x90 gone 90x160, 160x90 gone+90x160",
    })
    void photos_stand_side_by_side_where_their_shapes_go_together(String photos, String rows) throws IOException {
        Workspace workspace = new Workspace();
        for (String name : photos.split(" ")) {
            if (name.contains("x")) {
                workspace.with("editions/" + name + ".png", picture(name));
            }
        }
        Pictures pictures =
                new Pictures(workspace, new Settings(ImageMode.INLINE, null), "istio.example", new Problems());
        PhotoRows photoRows = new PhotoRows(
                pictures, (image, box) -> pictures.picture(AT, image.src(), image.alt(), box, null, null));
        List<Item.Photo> list = Arrays.stream(photos.split(" "))
                .map(name -> new Item.Photo(AT, new Item.Image(AT, name + ".png", name, null, null)))
                .toList();
        assertThat(photoRows.rows(list).stream().map(PhotoRowsTest::said).collect(Collectors.joining(" ")))
                .isEqualTo(rows);
    }

    private static String said(View.PhotoRow row) {
        return Stream.concat(Stream.ofNullable(row.single()), row.pair().stream())
                .map(View.Picture::alt)
                .collect(Collectors.joining("+"));
    }

    private static byte[] picture(String size) throws IOException {
        String[] sides = size.split("x");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(
                new BufferedImage(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), BufferedImage.TYPE_INT_RGB),
                "png",
                out);
        return out.toByteArray();
    }
}
