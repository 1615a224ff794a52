package org.broadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.broadsheet.cli.Commands;
import org.broadsheet.cli.Terminal;
import org.broadsheet.cli.Workbench;
import org.broadsheet.mail.SigningProvider;

/** The entry point of the program. */
public final class Broadsheet {
    private Broadsheet() {}

    public static void main(String[] args) {
        // Answered before anything is loaded: scripts ask for it.
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println("broadsheet " + version());
            return;
        }
        if (args.length == 2 && new HashSet<>(Arrays.asList(args)).equals(Set.of("--version", "--verbose"))) {
            System.out.println("broadsheet " + version());
            System.out.println("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"));
            System.out.println("signatures by " + SigningProvider.tried());
            return;
        }
        // What runs for long says what it does; a command speaks for itself.
        if (Arrays.asList(args).contains("serve") && System.getProperty("broadsheet.log") == null) {
            System.setProperty("broadsheet.log", "INFO");
        }
        if (System.getProperty("broadsheet.log") != null) {
            System.setProperty("broadsheet.traces", "ex{short}");
            System.setProperty("broadsheet.libraries", "ERROR");
        }
        System.exit(run(args, Terminal.ofProcess(System.getenv()), Path.of("").toAbsolutePath()));
    }

    /** @return the exit code */
    static int run(String[] args, Terminal terminal, Path directory) {
        Clock clock = Clock.systemUTC();
        ConfigurationLoader loader = new ConfigurationLoader(System.getenv());
        Workbench.Opener opener = root -> new App(root, loader, clock, terminal);
        return new Commands(opener, terminal, "broadsheet " + version(), directory).run(args);
    }

    /** The version of this build, such as {@code 0.1.0-SNAPSHOT}. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = Broadsheet.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                return "unknown";
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
