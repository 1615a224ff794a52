package org.broadsheet.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.store.Trouble;
import org.broadsheet.text.Concealed;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The command line: reads it, runs the command that it names, and turns what went wrong into words and an exit code. */
public final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private final CommandLine line;
    private final Terminal terminal;

    /**
     * @param version as {@code --version} prints it
     * @param directory the one that relative paths start from
     */
    public Commands(Workbench.Opener opener, Terminal terminal, String version, Path directory) {
        this.terminal = terminal;
        BroadsheetCommand options = new BroadsheetCommand();
        Shell shell = new Shell(options, terminal, opener, directory);
        line = new CommandLine(options);
        line.getCommandSpec().version(version);
        Sending sending = new Sending(shell);
        List<Object> commands = List.of(
                new DemoCommand(shell, sending),
                new InitCommand(shell),
                new ImportCommand(shell),
                new ExportCommand(shell),
                new ListsCommand(shell),
                new SubscribersCommand(shell),
                new SubscribeCommand(shell),
                new UnsubscribeCommand(shell),
                new SuppressCommand(shell),
                new UnsuppressCommand(shell),
                new SuppressionsCommand(shell),
                new ForgetCommand(shell),
                new DraftCommand(shell),
                new DeskCommand(shell),
                new PreviewCommand(shell),
                new CheckCommand(shell),
                new CiCommand(shell),
                new TestCommand(shell),
                new ApproveCommand(shell),
                new SendCommand(shell, sending),
                new ResumeCommand(shell, sending),
                new PauseCommand(shell),
                new CancelCommand(shell),
                new RetryCommand(shell, sending),
                new StatusCommand(shell),
                DigestsCommand.line(shell),
                new ServeCommand(shell),
                DkimCommand.line(shell),
                new CompletionCommand(shell));
        commands.forEach(line::addSubcommand);
        line.setExecutionStrategy(parsed -> {
            terminal.jsonOnly(options.json());
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((failure, at, parsed) -> failed(failure, shell));
        line.setParameterExceptionHandler((wrong, arguments) -> misused(wrong, terminal));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setColorScheme(new ColorScheme.Builder(CommandLine.Help.defaultColorScheme(Ansi.AUTO)).build());
    }

    /** @return the exit code of the process */
    public int run(String... arguments) {
        terminal.jsonOnly(List.of(arguments).contains("--json")); // known before the line is, which may be wrong
        int exit = line.execute(arguments);
        if (!terminal.isCutOff() || terminal.isUnread()) {
            return exit;
        }
        terminal.complain("error: not all of the output could be written");
        return exit == Exit.DONE ? Exit.FAILED : exit;
    }

    /** For the reference pages, which are made from the help texts. */
    CommandLine line() {
        return line;
    }

    private static int misused(CommandLine.ParameterException wrong, Terminal terminal) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        int exit = failed(terminal, Exit.USAGE, String.valueOf(wrong.getMessage()), List.of());
        terminal.complain("'" + command + " --help' shows how it is used");
        return exit;
    }

    private static int failed(Exception failure, Shell shell) {
        Terminal terminal = shell.terminal();
        Optional<String> ofDatabase = Trouble.words(failure, shell.workspace());
        if (ofDatabase.isPresent()) {
            log.debug("The database failed", failure);
            return failed(terminal, Exit.FAILED, ofDatabase.get(), List.of());
        }
        if (failure instanceof Proofs.PreflightFailure preflight) {
            terminal.problems(preflight.problems());
            return failed(
                    terminal, Exit.PREFLIGHT, "the preflight found " + preflight.getMessage(), preflight.problems());
        }
        if (failure instanceof InputException input) {
            terminal.problems(input.problems());
            return failed(terminal, Exit.USAGE, Proofs.summary(input.problems()), input.problems());
        }
        if (failure instanceof Failure expected) {
            return failed(terminal, expected.exitCode(), String.valueOf(expected.getMessage()), List.of());
        }
        log.debug("The command failed", failure);
        return failed(terminal, Exit.FAILED, Concealed.of(words(failure)), List.of());
    }

    private static String words(Exception failure) {
        return FileTrouble.in(failure)
                .orElseGet(() -> failure.getMessage() == null
                        ? failure.getClass().getSimpleName()
                        : String.valueOf(failure.getMessage()));
    }

    private static int failed(Terminal terminal, int exit, String words, List<Problem> problems) {
        terminal.complain(terminal.red("error: ") + words);
        if (terminal.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("error", words);
            json.put("exit", exit);
            json.put("findings", Proofs.json(problems));
            terminal.json(json);
        }
        return exit;
    }
}
