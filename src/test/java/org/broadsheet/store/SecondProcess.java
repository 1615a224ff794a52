package org.broadsheet.store;

import java.nio.file.Path;
import java.util.HexFormat;

/** Opens the embedded database in a folder, says its key, and stays until its input ends. */
final class SecondProcess {
    private SecondProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.open(DatabaseSettings.EMBEDDED, Path.of(arguments[0]))) {
            System.out.println(HexFormat.of().formatHex(new Keys(database).get(Keys.Purpose.TOKENS)));
            System.out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    static Process start(Path folder) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
