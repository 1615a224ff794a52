package org.broadsheet.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.renderer.output.Output;
import com.github.weisj.jsvg.renderer.output.impl.Graphics2DOutput;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Draws an SVG file. It is a program in all but name, so it gets nothing but itself (no other file, no picture, no script, no
 * declared entity) and only so much time and so many strokes.
 */
final class SvgDrawing {
    private static final int SECONDS = 10;
    private static final int STROKES = 500_000;
    private static final LoaderContext ALONE = LoaderContext.builder()
            .externalResourcePolicy(ResourcePolicy.DENY_ALL)
            .build();

    /** What the library remarks about a drawing is nothing to the people at the terminal. Kept, or it would be lost. */
    private static final Logger REMARKS = Logger.getLogger("com.github.weisj.jsvg");

    static {
        REMARKS.setLevel(Level.OFF);
    }

    private SvgDrawing() {}

    /** For a screen with two pixels to each of the page; a drawing that says no size fills the bounds. */
    static Pixels draw(byte[] file, Bounds within) {
        SvgMarkup markup = SvgMarkup.read(file);
        FutureTask<Pixels> drawing = new FutureTask<>(() -> drawn(file, markup.saysItsSize(), within));
        Thread thread = new Thread(drawing, "svg");
        thread.setDaemon(true); // one that never ends must not keep the process
        thread.start();
        try {
            return drawing.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            drawing.cancel(true);
            throw tooMuch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a picture was drawn", e);
        } catch (ExecutionException e) {
            throw explained(e.getCause());
        }
    }

    private static UnfitPicture explained(@Nullable Throwable cause) {
        if (cause instanceof UnfitPicture unfit) {
            return unfit;
        }
        if (cause instanceof LinkageError || String.valueOf(cause).contains("Fontconfig")) {
            return new UnfitPicture(
                    UnfitPicture.Reason.BROKEN, "has text, and there is no font here", "turn its text into paths");
        }
        return cause instanceof OutOfMemoryError || cause instanceof StackOverflowError
                ? tooMuch()
                : UnfitPicture.broken("it cannot be drawn");
    }

    private static UnfitPicture tooMuch() {
        return new UnfitPicture(
                UnfitPicture.Reason.TOO_LARGE, "takes too long to draw", "simplify it, or save it as PNG");
    }

    private static Pixels drawn(byte[] file, boolean saysItsSize, Bounds within) {
        SVGDocument document = new SVGLoader().load(SvgMarkup.input(file), null, ALONE);
        if (document == null) {
            throw UnfitPicture.broken("it is no SVG that can be read");
        }
        ViewBox box = document.viewBox();
        FloatSize natural = saysItsSize || box == null ? document.size() : box.size();
        if (!(natural.width > 0) || !(natural.height > 0)) {
            throw UnfitPicture.broken("it does not say how large it is");
        }
        double fitting = Math.min(within.width() / (double) natural.width, within.height() / (double) natural.height);
        double scale = saysItsSize ? Math.min(2, fitting) : fitting;
        int width = Bounds.scaled(1, natural.width * scale);
        int height = Bounds.scaled(1, natural.height * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            document.renderWithPlatform(
                    NullPlatformSupport.INSTANCE,
                    new Canvas(graphics, new AtomicInteger(STROKES)),
                    new ViewBox(0, 0, width, height));
        } finally {
            graphics.dispose();
        }
        return new Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    /** Lets no more than so many strokes through, and none once nobody waits for them. */
    private static final class Canvas extends Graphics2DOutput {
        private final AtomicInteger left;

        Canvas(Graphics2D graphics, AtomicInteger left) {
            super(graphics);
            this.left = left;
        }

        private void count() {
            if (left.decrementAndGet() < 0 || Thread.currentThread().isInterrupted()) {
                throw tooMuch();
            }
        }

        @Override
        public void fillShape(Shape shape) {
            count();
            super.fillShape(shape);
        }

        @Override
        public void drawShape(Shape shape) {
            count();
            super.drawShape(shape);
        }

        @Override
        public Output createChild() {
            count();
            return new Canvas((Graphics2D) graphics().create(), left);
        }
    }
}
