package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.broadsheet.source.Item;

/** Photos two by two where their shapes go together; a portrait is not put beside a strip. */
final class PhotoRows {
    private static final double ALIKE = 1.5; // a square beside 3:2 looks well, beside 16:9 not

    private final Pictures pictures;
    private final BiFunction<Item.Image, Pictures.Box, View.Picture> shown;

    PhotoRows(Pictures pictures, BiFunction<Item.Image, Pictures.Box, View.Picture> shown) {
        this.pictures = pictures;
        this.shown = shown;
    }

    List<View.PhotoRow> rows(List<Item.Photo> photos) {
        List<View.PhotoRow> rows = new ArrayList<>();
        for (int from = 0, to; from < photos.size(); from = to) {
            to = endOfRun(photos, from);
            int alone = (to - from) % 2;
            if (alone == 1) {
                rows.add(new View.PhotoRow(shown.apply(photos.get(from).image(), Pictures.Box.PHOTO), List.of()));
            }
            for (int i = from + alone; i < to; i += 2) {
                rows.add(new View.PhotoRow(null, List.of(half(photos.get(i)), half(photos.get(i + 1)))));
            }
        }
        return rows;
    }

    private View.Picture half(Item.Photo photo) {
        return shown.apply(photo.image(), Pictures.Box.HALF);
    }

    private int endOfRun(List<Item.Photo> photos, int from) {
        int to = from + 1;
        while (to < photos.size() && areAlike(photos.get(to - 1), photos.get(to))) {
            to++;
        }
        return to;
    }

    private boolean areAlike(Item.Photo one, Item.Photo other) {
        OptionalDouble a = pictures.shape(one.image());
        OptionalDouble b = pictures.shape(other.image());
        return a.isEmpty()
                || b.isEmpty()
                || Math.max(a.getAsDouble(), b.getAsDouble()) <= ALIKE * Math.min(a.getAsDouble(), b.getAsDouble());
    }
}
