package org.broadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The entry point of the program. */
public final class Broadsheet {
    private Broadsheet() {}

    public static void main(String[] args) {
        // Answered before anything is loaded: scripts ask for it.
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println("broadsheet " + version());
            return;
        }
        System.out.println("broadsheet");
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
