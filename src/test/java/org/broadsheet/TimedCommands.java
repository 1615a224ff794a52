package org.broadsheet;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.broadsheet.TestWorkspace.Run;
import org.broadsheet.cli.Commands;
import org.broadsheet.cli.Terminal;
import org.broadsheet.schedule.Round;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user types them, and rounds, with a clock that a test moves, on whichever database. */
abstract class TimedCommands {
    /** Of the digest {@code weekly}. */
    static final String WEEKLY = "2025-11-23-weekly";

    static final String WEEKLY_FILE = "editions/" + WEEKLY + ".md";

    /** A Sunday. */
    static final Instant DUE = Instant.parse("2025-11-23T09:00:00Z");

    final MovingClock clock = new MovingClock(); // 2025-11-20T09:00Z

    @TempDir
    Path folder;

    TestWorkspace workspace;

    abstract TestDatabase database();

    @BeforeEach
    void prepare() {
        workspace = new TestWorkspace(folder)
                .smtp(1)
                .database(database().settings())
                .people(3)
                .edition("Hello!\n");
    }

    Run run(String... arguments) {
        return TestWorkspace.run(terminal -> new Commands(
                        root -> new App(root, new ConfigurationLoader(Map.of()), clock, terminal),
                        terminal,
                        "test",
                        folder)
                .run(arguments));
    }

    <T> T with(Function<App, T> work) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false);
        try (App app = new App(folder, new ConfigurationLoader(Map.of()), clock, terminal)) {
            return work.apply(app);
        }
    }

    void roundAt(Instant at) {
        clock.set(at);
        with(app -> {
            app.rounds().forEach(Round::go);
            return true;
        });
    }

    /** A digest that is due each Sunday at nine. @param keys more lines of its front matter */
    void weekly(String keys) {
        workspace.digest("weekly", "schedule: \"0 0 9 ? * SUN\"\n" + keys, "Hello!\n");
    }

    /** The same, drafted two days ahead, with the clock at that time. */
    void draftWeekly() {
        weekly("draft-ahead: 2d");
        roundAt(clock.instant());
        roundAt(DUE.minus(Duration.ofDays(2)));
    }
}
