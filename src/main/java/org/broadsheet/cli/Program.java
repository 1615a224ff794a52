package org.broadsheet.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program that is run to its end, and no longer than it may take. */
final class Program {
    private static final int MOST = 10_000_000;

    private Program() {}

    /** @param out what it printed on standard output; of a great deal the beginning */
    record Run(int exit, byte[] out) {}

    /**
     * @param command the program and its arguments; no shell reads them
     * @throws IOException when it cannot be run, or does not end in time, which ends it and whatever it has started
     */
    static Run run(Path directory, Duration patience, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("broadsheet-", ".out"); // a pipe would have to be read while it runs
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("it did not end within " + patience.toSeconds() + " seconds");
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            try (InputStream printed = Files.newInputStream(out)) {
                return new Run(process.exitValue(), printed.readNBytes(MOST));
            }
        } finally {
            Files.deleteIfExists(out);
        }
    }
}
