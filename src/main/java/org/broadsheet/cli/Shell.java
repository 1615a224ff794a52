package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/**
 * What every command has at hand.
 *
 * @param directory the one that relative paths start from
 */
record Shell(BroadsheetCommand options, Terminal terminal, Workbench.Opener opener, Path directory) {
    Path workspace() {
        Path given = options.workspace();
        return given == null ? directory : directory.resolve(given).normalize();
    }

    Workbench open() {
        Path root = workspace();
        if (!Files.isDirectory(root)) {
            throw Failure.usage(
                    "There is no folder " + root + "; 'broadsheet init " + word(root) + "' makes a workspace there");
        }
        return opener.open(root);
    }

    /** What a command that is suggested needs besides, when it is typed where the user stands. */
    String inWorkspace(Workbench bench) {
        return bench.root().equals(directory) ? "" : " --workspace " + word(bench.root());
    }

    /** As it has to be typed in a command: in double quotes where a shell would take it apart. */
    static String word(Object given) {
        String text = given.toString();
        return text.matches("[\\p{L}\\p{M}\\p{N}_./@%+=:,~-]+")
                ? text
                : '"' + text.replaceAll("[\"$`\\\\]", "\\\\$0") + '"';
    }

    /** A file that the user named: from where they stand, else from the workspace. */
    Path file(String name) {
        Path here = directory.resolve(name).normalize();
        Path there = workspace().resolve(name).normalize();
        Path file = Files.exists(here) ? here : there;
        if (!Files.exists(file)) {
            throw Failure.usage("There is no file " + name);
        }
        return file;
    }

    /** A Markdown file and how messages name it: relative to the workspace where it lies in it. */
    Manuscript manuscript(String name) {
        Path file = file(name);
        Path root = workspace();
        String shown = file.startsWith(root) ? root.relativize(file).toString() : name;
        try {
            return new Manuscript(shown.replace('\\', '/'), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException(Problem.error(
                    "unreadable", Position.wholeFile(shown), "the file cannot be read: " + FileTrouble.words(e), ""));
        }
    }

    /** @param name as messages name it */
    record Manuscript(String name, byte[] bytes) {
        /** The edition's: the file's name without {@code .md}. */
        String slug() {
            return slugOf(name);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return name + ": " + text().length() + " characters";
        }
    }

    /**
     * Asks before something that cannot be taken back.
     *
     * @param yes whether the person has said so already
     * @param what it would do, for where nobody is there to be asked
     */
    void confirm(boolean yes, String question, String what) {
        if (yes) {
            return;
        }
        String answer = terminal.ask(question + " [y/N] ");
        if (answer == null) {
            throw Failure.usage(what + "; say --yes if it is meant");
        }
        if (!answer.strip().equalsIgnoreCase("y") && !answer.strip().equalsIgnoreCase("yes")) {
            throw Failure.usage("Nothing was done");
        }
    }

    /** People name an edition by its slug or by its file. */
    static String slugOf(String name) {
        String last = name.replace('\\', '/').replaceFirst(".*/", "");
        return last.endsWith(".md") ? last.substring(0, last.length() - 3) : last;
    }
}
