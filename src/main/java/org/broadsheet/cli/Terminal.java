package org.broadsheet.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.broadsheet.text.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where commands speak: words on standard output, trouble on standard error. With {@code --json} the words go to standard
 * error too, so that the last line of standard output is the one JSON value.
 */
public final class Terminal {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintStream out;
    private final PrintStream err;
    private final boolean live;
    private final boolean colour;
    private volatile boolean silent;
    private boolean json;
    private @Nullable PipeWatch watch;

    /**
     * @param live whether a person watches, so that a line may be written over
     * @param colour whether colours may be used
     */
    public Terminal(PrintStream out, PrintStream err, boolean live, boolean colour) {
        this.out = out;
        this.err = err;
        this.live = live;
        this.colour = colour;
    }

    /** The process's own; colours only for a person, and not with {@code NO_COLOR}. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean live = isTerminal() && !"dumb".equals(environment.get("TERM"));
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        PipeWatch watch = PipeWatch.ofProcess();
        Terminal terminal = new Terminal(watch.printer(), System.err, live, colour);
        terminal.watch = watch;
        return terminal;
    }

    /** From Java 22 on there is a console even where nobody sits at it, and it can say so. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    void jsonOnly(boolean on) {
        json = on;
    }

    boolean isJson() {
        return json;
    }

    boolean isLive() {
        return live && !json;
    }

    /** For what must not be mixed into the JSON. */
    /** Whether something that was printed to standard output never got there: the disk is full, or the reader has gone. */
    boolean isCutOff() {
        return out.checkError();
    }

    /** Whether that is words, whose reader has seen enough. */
    boolean isUnread() {
        return watch != null && watch.isUnread() && !json;
    }

    PrintStream words() {
        return json ? err : out;
    }

    void say(String line) {
        if (!silent) {
            words().println(line);
        }
    }

    /** A text of many lines, exactly as it is. */
    void text(String text) {
        words().print(text);
        words().flush();
    }

    void sayf(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    /** On standard error. */
    public void complain(String line) {
        if (!silent) {
            err.println(line);
        }
    }

    /** Nothing is said from here on: the process ends. */
    public void silence() {
        silent = true;
    }

    /** The one value that a program reads; nothing may be printed after it. */
    void json(Object value) {
        if (!silent) {
            out.println(JSON.writeValueAsString(value));
        }
    }

    void problems(List<Problem> problems) {
        for (Problem problem : problems) {
            String severity = problem.severity().name().toLowerCase(Locale.ROOT);
            String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
            complain(problem.at() + ": " + painted(severity, problem) + ": " + problem.message() + hint + " ["
                    + problem.rule() + "]");
        }
    }

    private String painted(String severity, Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> red(severity);
            case WARNING -> paint("33", severity);
            case NOTE -> severity;
        };
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    String quiet(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Asks a person; null when nobody is there to answer. */
    @Nullable
    String ask(String question) {
        Console console = live ? System.console() : null;
        return console == null ? null : console.readLine("%s", question);
    }
}
