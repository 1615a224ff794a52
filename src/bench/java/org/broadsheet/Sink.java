package org.broadsheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link SinkProcess} and the wire to it. */
final class Sink implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final int port;

    /** What came in since it was asked last. */
    record Received(long messages, long bytes) {}

    Sink(long answersAfterMillis) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName(),
                        Long.toString(answersAfterMillis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        port = Integer.parseInt(out.readLine());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    int port() {
        return port;
    }

    Received received() throws IOException {
        in.println();
        String[] totals = out.readLine().split(" ");
        return new Received(Long.parseLong(totals[0]), Long.parseLong(totals[1]));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
