package org.broadsheet.render;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheParser;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.SpecMustacheVisitor;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.reflect.AbstractObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Mustache with everything taken out that a template could misuse: it sees {@link Names} only, partials come from its own
 * folder only, and there are no dynamic partials, inheritance or pragmas.
 */
final class Sandbox extends DefaultMustacheFactory {
    private static final Pattern PARTIAL = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
    private static final int DEEPEST = 20; // partials within partials; a template that needs more has lost its way

    private final TemplateFolder folder;
    private final Medium medium;
    private final Map<String, Mustache> partials = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    Sandbox(TemplateFolder folder, Medium medium) {
        this.folder = folder;
        this.medium = medium;
        setObjectHandler(new Scopes());
    }

    @Override
    protected MustacheParser createParser() {
        return new MustacheParser(this, true) {};
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new Visitor(this);
    }

    @Override
    public Reader getReader(String file) {
        return new StringReader(folder.read(file).orElseThrow(() -> missing(file)));
    }

    private InputException missing(String file) {
        return new InputException(Problem.error(
                "missing-template", Position.wholeFile(folder.path(file)), "This file of the template is missing", ""));
    }

    /** What a template sees has no cycles, so a partial within itself has no end. */
    @Override
    public Mustache compilePartial(String file) {
        Mustache known = partials.get(file);
        if (known != null) {
            return known;
        }
        if (open.contains(file) || open.size() >= DEEPEST) {
            throw new InputException(Problem.error(
                    "bad-template", Position.wholeFile(folder.path(file)), "This partial includes itself", ""));
        }
        open.push(file);
        Mustache compiled = super.compilePartial(file);
        open.pop();
        partials.put(file, compiled);
        return compiled;
    }

    @Override
    public String resolvePartialPath(String dir, String name, String extension) {
        return name + ".mustache";
    }

    @Override
    public void encode(String value, Writer writer) {
        try {
            writer.write(medium == Medium.HTML ? Html.escape(value) : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Visitor extends SpecMustacheVisitor {
        Visitor(Sandbox factory) {
            super(factory);
        }

        @Override
        public void partial(TemplateContext context, String name, String indent) {
            if (!PARTIAL.matcher(name).matches()) {
                throw new MustacheException(
                        "A partial is named by its path inside the template's folder, not '" + name + "'", context);
            }
            if (folder.read(name + ".mustache").isEmpty()) {
                throw new MustacheException("There is no " + folder.path(name + ".mustache"), context);
            }
            super.partial(context, name, indent);
        }

        @Override
        public void dynamicPartial(TemplateContext context, String name, String indent) {
            throw new MustacheException("Dynamic partials are not supported", context);
        }

        @Override
        public void extend(TemplateContext context, String name, Mustache mustache) {
            throw new MustacheException("Inheritance is not supported", context);
        }

        @Override
        public void name(TemplateContext context, String name, Mustache mustache) {
            throw new MustacheException("Inheritance is not supported", context);
        }

        @Override
        public void checkName(TemplateContext context, String name, Mustache mustache) {
            throw new MustacheException("Inheritance is not supported", context);
        }

        @Override
        public void pragma(TemplateContext context, String pragma, String arguments) {
            throw new MustacheException("Pragmas are not supported", context);
        }
    }

    private final class Scopes extends AbstractObjectHandler {
        @Override
        public Binding createBinding(String name, TemplateContext context, Code code) {
            return scopes -> {
                Object value = Names.find(name, scopes);
                if (value == Names.UNKNOWN) {
                    throw unknown(name, context, scopes);
                }
                return falseIfZero(value);
            };
        }

        @Override
        public Wrapper find(String name, List<Object> scopes) {
            return unused -> Names.find(name, scopes);
        }

        private @Nullable Object falseIfZero(@Nullable Object value) {
            return Objects.equals(value, 0) ? null : value;
        }

        private InputException unknown(String name, TemplateContext context, List<Object> scopes) {
            return new InputException(Problem.error(
                    "unknown-name",
                    Template.at(folder, context),
                    "There is nothing called '" + name + "' here",
                    Nearest.hint(name, Names.known(scopes))));
        }
    }
}
