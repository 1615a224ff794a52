package org.broadsheet.delivery;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.broadsheet.text.FileTrouble;
import org.jspecify.annotations.Nullable;

/**
 * A command of the user's that prints an access token. Tokens live for an hour or so and the command knows how to get the next
 * one; it is asked again after some minutes, or when a server does not take the last one. Thread-safe.
 */
final class TokenCommand {
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long PATIENCE_S = 30;
    private static final int LONGEST = 16 * 1024;

    private final String command;
    private @Nullable String token;
    private long fetched;

    /** @param command for the system's shell */
    TokenCommand(String command) {
        this.command = command;
    }

    /** @throws SmtpTrouble when the command gives none; what it printed is not shown, for it may be a secret */
    synchronized String token() throws SmtpTrouble {
        if (token == null || System.nanoTime() - fetched > FRESH_NANOS) {
            token = run();
            fetched = System.nanoTime();
        }
        return token;
    }

    /** The server did not take this one. True when another may be had: this was not fetched just now. */
    synchronized boolean forget(String refused) {
        boolean old = refused.equals(token) && System.nanoTime() - fetched > TimeUnit.SECONDS.toNanos(1);
        if (old) {
            token = null;
        }
        return old || !refused.equals(token);
    }

    private String run() throws SmtpTrouble {
        try {
            Process process = new ProcessBuilder(shell())
                    .redirectInput(Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")))
                    .redirectError(Redirect.DISCARD)
                    .start();
            return printed(process);
        } catch (IOException e) {
            throw new SmtpTrouble("smtp.token-command cannot be run: " + FileTrouble.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SmtpTrouble("smtp.token-command was interrupted");
        }
    }

    private String printed(Process process) throws IOException, InterruptedException, SmtpTrouble {
        Thread atExit = endAtExit(process);
        try (InputStream out = process.getInputStream()) {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new SmtpTrouble("smtp.token-command did not end within " + PATIENCE_S + " seconds");
            }
            String printed = new String(out.readNBytes(LONGEST + 1), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new SmtpTrouble("smtp.token-command failed with exit code " + process.exitValue()
                        + "; run it by hand to see why");
            }
            if (printed.isEmpty()
                    || printed.length() > LONGEST
                    || !printed.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new SmtpTrouble("smtp.token-command has to print a token and nothing else, on one line");
            }
            return printed;
        } finally {
            end(process);
            forget(atExit);
        }
    }

    private static Thread endAtExit(Process process) throws SmtpTrouble {
        Thread atExit = new Thread(() -> end(process), "token-command-end");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
            return atExit;
        } catch (IllegalStateException exiting) {
            end(process);
            throw new SmtpTrouble("smtp.token-command was interrupted");
        }
    }

    /** With whatever it has started: nothing of it outlives this process. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return; // it runs at this moment
        }
    }

    private String[] shell() {
        return isWindows() ? new String[] {"cmd", "/c", command} : new String[] {"/bin/sh", "-c", command};
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
