package org.broadsheet.render;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import java.util.Locale;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/** One of the two Mustache templates of a folder, compiled. Every fault in it becomes a problem with file and line. */
final class Template {
    private final TemplateFolder folder;
    private final Medium medium;
    private final Mustache mustache;

    Template(TemplateFolder folder, Medium medium) {
        this.folder = folder;
        this.medium = medium;
        try {
            this.mustache = new Sandbox(folder, medium).compile(medium.template());
        } catch (MustacheException e) {
            throw problem(e);
        } catch (StackOverflowError e) {
            throw tooDeep(folder, medium);
        }
    }

    /** The library reads sections within sections by calls within calls. */
    private static InputException tooDeep(TemplateFolder folder, Medium medium) {
        return new InputException(Problem.error(
                "bad-template",
                Position.wholeFile(folder.path(medium.template())),
                "Sections of this template, or of its partials, stand thousands deep in each other",
                "take some of them out"));
    }

    String render(Record view) {
        BoundedWriter out = new BoundedWriter();
        try {
            mustache.execute(out, view);
            return out.toString();
        } catch (MustacheException e) {
            throw problem(e);
        } catch (StackOverflowError e) {
            throw tooDeep(folder, medium);
        }
    }

    private InputException problem(MustacheException e) {
        @Nullable MustacheException innermost = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException ours) {
                return ours;
            }
            if (cause instanceof MustacheException one && one.getContext() != null) {
                innermost = one;
            }
        }
        TemplateContext context = innermost == null ? null : innermost.getContext();
        Position at = context == null ? Position.wholeFile(folder.path("")) : at(folder, context);
        return new InputException(Problem.error("bad-template", at, sentence(innermost == null ? e : innermost), ""));
    }

    static Position at(TemplateFolder folder, TemplateContext context) {
        return new Position(folder.path(context.file()), Math.max(context.line(), 1), 0);
    }

    /** The library ends its messages with the place, which we give in our own form. */
    private static String sentence(MustacheException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("(?s)( in [^ ]+:\\d+@\\d+)? @\\[.*", "");
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }
}
