package org.broadsheet.picture;

/**
 * Makes of any picture file one that every mail program shows: PNG, JPEG or GIF, upright, in sRGB, no larger than it is shown
 * on the sharpest screens, and without anything that only its maker's camera knows, such as where it was taken. The same
 * file gives the same bytes in the same Java.
 */
public final class PicturePreparer {
    /** Changes when the same file would give other bytes; for those who keep what was made. */
    public static final int VERSION = 1;

    private static final int LARGEST_FILE = 25_000_000;
    private static final int LARGEST_RESULT = 5_000_000; // many relays refuse a message above 10 MB
    private static final double WORTH_IT = 0.85; // of the weight, before a second compression is done to a picture

    private PicturePreparer() {}

    /**
     * @param within in pixels; larger ones are scaled down, SVG without a size of its own fills it
     * @throws UnfitPicture when nothing can be made of it
     */
    public static byte[] prepare(byte[] file, Bounds within) {
        PictureKind kind = PictureKind.of(file)
                .orElseThrow(() -> new UnfitPicture(
                        UnfitPicture.Reason.UNKNOWN,
                        "is not a picture that we know",
                        "PNG, JPEG, GIF, WebP and SVG can be shown"));
        refuseAbove(LARGEST_FILE, file.length, "make it smaller");
        byte[] prepared = prepare(kind, file, within);
        refuseAbove(LARGEST_RESULT, prepared.length, "shorten the animation, or link to it");
        return prepared;
    }

    private static byte[] prepare(PictureKind kind, byte[] file, Bounds within) {
        try {
            return switch (kind) {
                case PNG -> lightest(PngFile.read(file), within);
                case JPEG -> lightest(JpegFile.read(file), within);
                case WEBP -> Encoder.encode(Decoder.decode(WebpFile.read(file), within));
                case GIF -> gif(GifFile.read(file), within);
                case SVG -> PngFile.withDoubleDensity(Encoder.png(SvgDrawing.draw(file, within)));
            };
        } catch (OutOfMemoryError e) {
            // The limits keep most such files away; what is left must not take the process along.
            throw new UnfitPicture(UnfitPicture.Reason.TOO_LARGE, "needs more memory than there is", "scale it down");
        }
    }

    /** As it was made, where it has the right size and a second compression would hardly save anything. */
    private static byte[] lightest(PictureSource source, Bounds within) {
        Pixels pixels = Decoder.decode(source, within);
        byte[] encoded = source.kind() == PictureKind.JPEG && pixels.palette().length == 0
                ? Encoder.jpeg(pixels)
                : Encoder.encode(pixels);
        boolean fits = pixels.width() == source.width() && pixels.height() == source.height();
        return source.passable() && fits && encoded.length > WORTH_IT * source.clean().length
                ? source.clean()
                : encoded;
    }

    /** What moves is left as it is but for its comments; a size of its own would need other colours for each frame. */
    private static byte[] gif(GifFile.Read gif, Bounds within) {
        if (gif.frames() > 1) {
            return gif.clean();
        }
        PictureSource source = new PictureSource(
                PictureKind.GIF, gif.width(), gif.height(), Orientation.UPRIGHT, null, gif.clean(), true);
        return lightest(source, within);
    }

    private static void refuseAbove(int most, int bytes, String hint) {
        if (bytes > most) {
            throw new UnfitPicture(
                    UnfitPicture.Reason.TOO_LARGE,
                    "has " + bytes / 1000 + " kB",
                    "at most " + most / 1000 + " kB; " + hint);
        }
    }
}
