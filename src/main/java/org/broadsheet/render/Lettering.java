package org.broadsheet.render;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.broadsheet.text.Characters;

/**
 * Words as outlines, so that a drawing looks the same wherever it is shown or made into a picture. The font comes along; letters that
 * it lacks are taken from those of the machine.
 */
final class Lettering {
    private static final float SIZE = 17;
    private static final int MOST = 200; // letters: none of our drawings has room for as many
    private static final int PLAIN =
            0x17f; // up to here the font has every letter, so that nobody has to read it to know
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final boolean rightToLeft;

    Lettering(Locale language) {
        this.rightToLeft = Words.dir(language).equals("rtl");
    }

    /** The first letter for which there is no form here, neither in our font nor in those of the machine. */
    static OptionalInt missing(String words) {
        return clean(words)
                .codePoints()
                .filter(c -> c > PLAIN
                        && !Fonts.OURS.canDisplay(c)
                        && !Fonts.theirs().canDisplay(c))
                .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.FORMAT)
                .findFirst();
    }

    double width(String words) {
        return clean(words).isEmpty() ? 0 : layout(words).getAdvance();
    }

    /** The words, or as much of their beginning as there is room for. */
    String fitted(String words, double room) {
        String whole = clean(words);
        if (width(whole) <= room) {
            return whole;
        }
        int fits = 0;
        int fitsNot = whole.codePointCount(0, whole.length());
        while (fitsNot - fits > 1) {
            int middle = (fits + fitsNot) / 2;
            boolean enough = width(beginning(whole, middle)) <= room;
            fits = enough ? middle : fits;
            fitsNot = enough ? fitsNot : middle;
        }
        return beginning(whole, fits);
    }

    private static String beginning(String words, int letters) {
        return words.substring(0, words.offsetByCodePoints(0, letters)).strip() + "…";
    }

    /** SVG path data. @param x of the left end, @param y of the line on which the letters stand */
    String path(String words, double x, double y) {
        if (clean(words).isEmpty()) {
            return "";
        }
        Shape outline = layout(words).getOutline(AffineTransform.getTranslateInstance(x, y));
        StringBuilder path = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator at = outline.getPathIterator(null); !at.isDone(); at.next()) {
            int segment = at.currentSegment(points);
            path.append("MLQCZ".charAt(segment));
            int coordinates = segment == PathIterator.SEG_CLOSE ? 0 : Math.max(1, segment) * 2;
            for (int i = 0; i < coordinates; i++) {
                path.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.2f", points[i]));
            }
        }
        return path.toString();
    }

    private TextLayout layout(String words) {
        String text = clean(words);
        AttributedString styled = new AttributedString(text);
        if (rightToLeft) {
            styled.addAttribute(TextAttribute.RUN_DIRECTION, TextAttribute.RUN_DIRECTION_RTL);
        }
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            Font font = c <= PLAIN || Fonts.OURS.canDisplay(c) ? Fonts.OURS : Fonts.theirs();
            styled.addAttribute(TextAttribute.FONT, font, i, i + Character.charCount(c));
        }
        return new TextLayout(styled.getIterator(), CONTEXT);
    }

    private static String clean(String words) {
        String text =
                Characters.withoutHidden(words.replaceAll("\\p{Cntrl}", " ")).strip();
        return text.codePointCount(0, text.length()) <= MOST ? text : beginning(text, MOST);
    }

    /** Read when the first words are drawn. */
    private static final class Fonts {
        static final Font OURS = ours();

        private static Font ours() {
            try (InputStream file = Lettering.class.getResourceAsStream("/fonts/DejaVuSans.ttf")) {
                return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(file))
                        .deriveFont(SIZE);
            } catch (FontFormatException e) {
                throw new IllegalStateException("our font is damaged", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Font theirs() {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(SIZE);
        }
    }
}
