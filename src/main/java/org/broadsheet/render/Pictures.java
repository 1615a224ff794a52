package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.picture.Bounds;
import org.broadsheet.picture.PictureFile;
import org.broadsheet.picture.PicturePreparer;
import org.broadsheet.picture.UnfitPicture;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Finds the pictures of an edition in the workspace and fits them into the column. Those on the web stay there. */
final class Pictures {
    /** How much room there is, in CSS pixels. */
    enum Box {
        COLUMN(552, 2000),
        PHOTO(552, 690),
        HALF(268, 2000),
        POST(96, 96),
        PERSON(64, 64),
        LOGO(200, 40);

        private static final int WIDE_ENOUGH =
                800; // two pixels for each of a telephone's width, where halves stand alone

        private final int width;
        private final int height;

        Box(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** How many pixels are worth sending. */
        Bounds bounds() {
            return new Bounds(this == HALF ? WIDE_ENOUGH : 2 * width, 2 * height);
        }

        /** Where the picture files that are made for this box have their names from. */
        String how() {
            return "picture-" + PicturePreparer.VERSION + "-" + bounds().width() + "x" + bounds().height();
        }
    }

    private final Assets assets;
    private final Settings settings;
    private final String domain;
    private final Problems problems;
    private final Map<String, Image> byHash = new LinkedHashMap<>();
    private final Map<Use, Optional<Image>> byUse = new LinkedHashMap<>();

    private final Map<String, byte[]> drawings = new LinkedHashMap<>();

    /** A picture may be shown small here and large there. */
    private record Use(String src, Bounds bounds) {}

    /** @param domain of the sender: the right half of a Content-ID */
    Pictures(Assets assets, Settings settings, String domain, Problems problems) {
        this.assets = assets;
        this.settings = settings;
        this.domain = domain;
        this.problems = problems;
    }

    /** Whether this is where one of the pictures of the mail is; what somebody wrote by hand is not. */
    boolean shows(String src) {
        return byHash.values().stream().anyMatch(image -> image.src().equals(src));
    }

    /** All that were asked for and found, in order. */
    Collection<Image> images() {
        return byHash.values();
    }

    View.Picture picture(
            Position at, String src, String alt, Box box, @Nullable String caption, @Nullable String credit) {
        Optional<Image> found = isOnTheWeb(src)
                ? Optional.empty()
                : byUse.computeIfAbsent(new Use(src, box.bounds()), use -> find(at, src, box));
        if (found.isEmpty()) {
            return new View.Picture(
                    src, alt, box.width, 0, Math.min(box.width, Box.HALF.width), 0, Box.COLUMN.width, caption, credit);
        }
        PictureFile file = found.get().file();
        double scale = scale(file, box);
        double half = Math.min(scale, scale(file, Box.HALF));
        return new View.Picture(
                found.get().src(),
                alt,
                scaled(file.width(), scale),
                scaled(file.height(), scale),
                scaled(file.width(), half),
                scaled(file.height(), half),
                scaled(file.width(), scale(file, box == Box.HALF ? Box.PHOTO : box)),
                caption,
                credit);
    }

    /**
     * One that is drawn here, of this width on the page; null where it cannot be.
     *
     * @param what says all that the drawing shows, whatever fonts the machine has; its name in the bundle is made from it
     */
    View.@Nullable Picture drawn(Position at, String what, Supplier<byte[]> svg, int width, String alt) {
        String name = "made:picture-chart-" + PicturePreparer.VERSION + "-"
                + Bundle.sha256(what.getBytes(StandardCharsets.UTF_8));
        try {
            byte[] content = drawings.computeIfAbsent(
                    name,
                    missing ->
                            assets.made(name, () -> PicturePreparer.prepare(svg.get(), new Bounds(2 * width, 8000))));
            PictureFile file = PictureFile.read(content).orElseThrow();
            String src = keep("chart", file, content).src();
            return new View.Picture(
                    src, alt, file.width(), file.height(), file.width(), file.height(), file.width(), null, null);
        } catch (UnfitPicture e) {
            problems.add(Problem.error("broken-picture", at, "The chart " + e.complaint(), "leave it out"));
            return null;
        } catch (LinkageError e) { // of Java's fonts, which ask the system's
            problems.add(Problem.error(
                    "broken-picture", at, "The chart has words, and Java finds no fonts", "install fontconfig"));
            return null;
        }
    }

    /** @param letter for which nothing here has a form */
    void missingGlyph(Position at, int letter) {
        problems.add(Problem.warning(
                "missing-glyph",
                at,
                String.format(
                        "The chart cannot show '%s' (U+%04X): no font here has it", Character.toString(letter), letter),
                "install a font that has it, such as one of Noto, or use other letters"));
    }

    /** How wide a picture is for its height; empty where that is not known. */
    OptionalDouble shape(Item.Image image) {
        try {
            return isOnTheWeb(image.src())
                    ? OptionalDouble.empty()
                    : prepared(image.src(), Box.HALF).flatMap(PictureFile::read).stream()
                            .mapToDouble(file -> (double) file.width() / file.height())
                            .findFirst();
        } catch (UnfitPicture e) {
            return OptionalDouble.empty(); // said when it is to be shown
        }
    }

    static boolean isOnTheWeb(String src) {
        return src.regionMatches(true, 0, "https://", 0, 8) || src.regionMatches(true, 0, "http://", 0, 7);
    }

    /** A picture is never shown larger than it is. */
    private static double scale(PictureFile file, Box box) {
        return Math.min(1.0, Math.min((double) box.width / file.width(), (double) box.height / file.height()));
    }

    private static int scaled(int pixels, double scale) {
        return Math.max(1, (int) Math.round(pixels * scale));
    }

    private Optional<Image> find(Position at, String src, Box box) {
        try {
            Optional<byte[]> content = prepared(src, box);
            if (content.isEmpty()) {
                problems.add(Problem.error(
                        "missing-picture",
                        at,
                        "There is no picture '" + src + "' in the workspace",
                        "give its path from the edition's folder or from the workspace, or an https URL"));
            }
            return content.flatMap(bytes -> PictureFile.read(bytes).map(header -> keep(src, header, bytes)));
        } catch (UnfitPicture e) {
            String rule = switch (e.reason()) {
                case UNKNOWN -> "not-a-picture";
                case BROKEN -> "broken-picture";
                case TOO_LARGE -> "picture-too-large";
            };
            problems.add(Problem.error(rule, at, "The picture '" + src + "' " + e.complaint(), e.hint()));
            return Optional.empty();
        }
    }

    private Optional<byte[]> prepared(String src, Box box) {
        return WorkspacePath.candidates(src)
                .flatMap(path -> prepared(box, path).stream())
                .findFirst();
    }

    private Optional<byte[]> prepared(Box box, String path) {
        return assets.derived(path, box.how(), file -> PicturePreparer.prepare(file, box.bounds()));
    }

    private Image keep(String src, PictureFile file, byte[] content) {
        String sha256 = Bundle.sha256(content);
        return byHash.computeIfAbsent(sha256, hash -> {
            boolean hosted = settings.images() == ImageMode.HOSTED;
            String name = hosted ? hash + "." + file.extension() : nameFor(src, file);
            String url = hosted ? settings.url() + "/images/" + name : "cid:" + contentId(hash);
            return new Image(name, hash, url, file, content);
        });
    }

    private String contentId(String hash) {
        return hash.substring(0, 24) + "@" + domain;
    }

    /** The file's own name in characters that need no encoding anywhere. */
    private String nameFor(String src, PictureFile file) {
        String own = src.substring(src.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
        String plain =
                own.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String stem = plain.isEmpty() ? "picture" : plain.substring(0, Math.min(40, plain.length()));
        String name = stem + "." + file.extension();
        for (int n = 2; taken(name); n++) {
            name = stem + "-" + n + "." + file.extension();
        }
        return name;
    }

    private boolean taken(String name) {
        return byHash.values().stream().anyMatch(image -> image.name().equals(name));
    }
}
