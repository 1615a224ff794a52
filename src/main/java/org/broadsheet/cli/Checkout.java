package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What git says of a workspace: what has changed in it, and where in its repository it lies. */
final class Checkout {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Checkout() {}

    /**
     * Files of the workspace that are not as they were where its history parted from that of a commit, those that are gone left
     * out; their paths are relative to the workspace.
     *
     * @param commit as people name one: {@code origin/main}
     */
    static List<String> since(Path workspace, String commit) throws InterruptedException {
        if (commit.startsWith("-")) {
            throw Failure.usage("--since names a commit, such as origin/main");
        }
        // What a repository's configuration would have done with the files is not wanted.
        List<String> command = List.of(
                "git",
                "diff",
                "--name-only",
                "-z",
                "--diff-filter=d",
                "--no-ext-diff",
                "--no-textconv",
                "--no-renames",
                "--relative",
                "--merge-base",
                commit,
                "--");
        try {
            Program.Run run = Program.run(workspace, PATIENCE, command);
            if (run.exit() != 0) {
                throw Failure.usage("git knows no commit '" + commit + "' in " + workspace
                        + "; in a pull request the whole history has to be checked out (fetch-depth: 0)");
            }
            String names = new String(run.out(), StandardCharsets.UTF_8);
            return Stream.of(names.split("\0")).filter(name -> !name.isEmpty()).toList();
        } catch (IOException e) {
            throw Failure.usage("git cannot be asked what has changed: " + e.getMessage());
        }
    }

    /** From the repository's root to the workspace, {@code newsletter/}; empty when they are the same or there is none. */
    static String prefix(Path workspace) throws InterruptedException {
        try {
            Program.Run run = Program.run(workspace, PATIENCE, List.of("git", "rev-parse", "--show-prefix"));
            return run.exit() == 0 ? new String(run.out(), StandardCharsets.UTF_8).strip() : "";
        } catch (IOException noGit) {
            return "";
        }
    }
}
