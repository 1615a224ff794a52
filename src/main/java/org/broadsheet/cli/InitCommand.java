package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = "Makes a new workspace: configuration, a digest, a first edition, the list 'community'.",
        footer = {"", "Example:", "  broadsheet init news"})
final class InitCommand implements Callable<Integer> {
    private static final String EDITION = "editions/first-edition.md";

    private final Shell shell;

    @Parameters(paramLabel = "DIR", description = "The folder; made when it is missing.")
    private String folder = "";

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path root = shell.directory().resolve(folder).normalize();
        if (Files.exists(root.resolve("broadsheet.yaml"))) {
            throw Failure.usage(root + " is a workspace already");
        }
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw Failure.usage(root + " is a file");
        }
        if (Files.exists(root.resolve(EDITION))) {
            throw Failure.usage(root.resolve(EDITION)
                    + " is there already, and a new workspace has a file of that name; rename it");
        }
        Files.createDirectories(root);
        SampleFiles.copy("workspace", root);
        ignore(root.resolve("gitignore"), root.resolve(".gitignore"));
        try (Workbench bench = shell.opener().open(root)) {
            String edition = date(root, LocalDate.now(bench.clock()));
            bench.lists().findOrCreate("community");
            report(root, edition);
        }
        return Exit.DONE;
    }

    /** What git ignored already it goes on ignoring. */
    private static void ignore(Path sample, Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        List<String> whole = new ArrayList<>(lines);
        Files.readAllLines(sample, StandardCharsets.UTF_8).stream()
                .filter(line -> !lines.contains(line))
                .forEach(whole::add);
        Files.write(file, whole, StandardCharsets.UTF_8);
        Files.delete(sample);
    }

    /** The first edition carries the day on which the workspace was made. */
    private static String date(Path root, LocalDate today) throws IOException {
        Path from = root.resolve(EDITION);
        String slug = today + "-community-news";
        Path to = from.resolveSibling(slug + ".md");
        String text = Files.readString(from, StandardCharsets.UTF_8).replace("2000-01-01", today.toString());
        if (!Files.exists(to)) {
            Files.writeString(to, text, StandardCharsets.UTF_8);
        }
        Files.delete(from);
        return "editions/" + to.getFileName();
    }

    private void report(Path root, String edition) {
        Terminal terminal = shell.terminal();
        terminal.sayf("A workspace in %s", root);
        terminal.say("  broadsheet.yaml   the configuration; until it names an SMTP server, mail goes to the sandbox");
        terminal.say("  digests/          what recurs");
        terminal.say("  " + edition + "   the first edition");
        terminal.say("Next:");
        terminal.sayf("  cd %s", Shell.word(root));
        terminal.say(
                "  broadsheet import subscribers.csv --list community --confirmed --evidence 'made up, to try it out'");
        terminal.sayf("  broadsheet check %s", edition);
        terminal.sayf("  broadsheet preview %s --open", edition);
        terminal.sayf("  broadsheet send %s", edition);
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("workspace", root.toString());
            json.put("edition", root.resolve(edition).toString());
            json.put("list", "community");
            terminal.json(json);
        }
    }
}
