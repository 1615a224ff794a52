package org.broadsheet.render;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.ImageMode;
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
        HALF(268, 2000),
        POST(96, 96),
        PERSON(64, 64),
        LOGO(200, 40);

        private final int width;
        private final int height;

        Box(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static final int LARGEST = 5_000_000; // bytes; many relays refuse a message above 10 MB
    private static final String FOLDER = "editions";

    private final Assets assets;
    private final Settings settings;
    private final String domain;
    private final Problems problems;
    private final Map<String, Image> byHash = new LinkedHashMap<>();
    private final Map<String, Optional<Image>> bySrc = new LinkedHashMap<>();

    /** @param domain of the sender: the right half of a Content-ID */
    Pictures(Assets assets, Settings settings, String domain, Problems problems) {
        this.assets = assets;
        this.settings = settings;
        this.domain = domain;
        this.problems = problems;
    }

    /** All that were asked for and found, in order. */
    Collection<Image> images() {
        return byHash.values();
    }

    View.Picture picture(Item.Image image, Box box, @Nullable String caption) {
        return picture(image.at(), image.src(), image.alt(), box, caption, image.credit());
    }

    View.Picture picture(
            Position at, String src, String alt, Box box, @Nullable String caption, @Nullable String credit) {
        Optional<Image> found = isOnTheWeb(src) ? Optional.empty() : bySrc.computeIfAbsent(src, s -> find(at, s));
        if (found.isEmpty()) {
            return new View.Picture(src, alt, box.width, 0, Math.min(box.width, Box.HALF.width), 0, caption, credit);
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
                caption,
                credit);
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

    private Optional<Image> find(Position at, String src) {
        Optional<byte[]> content = read(src);
        if (content.isEmpty()) {
            problems.add(Problem.error(
                    "missing-picture",
                    at,
                    "There is no picture '" + src + "' in the workspace",
                    "give its path from the edition's folder or from the workspace, or an https URL"));
            return Optional.empty();
        }
        if (content.get().length > LARGEST) {
            problems.add(Problem.error(
                    "picture-too-large",
                    at,
                    "The picture '" + src + "' has " + content.get().length / 1000 + " kB",
                    "at most " + LARGEST / 1000 + " kB; 1104 pixels of width are enough for any screen"));
            return Optional.empty();
        }
        Optional<PictureFile> file = PictureFile.read(content.get());
        if (file.isEmpty()) {
            problems.add(Problem.error(
                    "not-a-picture",
                    at,
                    "'" + src + "' is not a PNG, JPEG or GIF picture",
                    "mail shows no other kind"));
        }
        return file.map(header -> keep(src, header, content.get()));
    }

    private Optional<byte[]> read(String src) {
        Optional<String> beside = normal(FOLDER + "/" + src);
        Optional<String> fromRoot = normal(src);
        return beside.flatMap(assets::read).or(() -> fromRoot.flatMap(assets::read));
    }

    /** The path without {@code .} and {@code ..}; empty when it leads outside or is no path at all. */
    private static Optional<String> normal(String path) {
        if (path.contains(":") || path.contains("\\") || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..") && steps.pollLast() == null) {
                return Optional.empty();
            }
            if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
                steps.addLast(step);
            }
        }
        return Optional.of(String.join("/", steps));
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
