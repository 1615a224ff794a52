package org.broadsheet.store;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What differs between the two databases; everything else is SQL that both understand. */
public enum Dialect {
    H2("BINARY LARGE OBJECT"),
    POSTGRESQL("BYTEA");

    /** Makes H2 speak as PostgreSQL does, and puts every commit into the file before it is acknowledged. */
    private static final Map<String, String> H2_OPTIONS = Map.of(
            "MODE",
            "PostgreSQL",
            "DATABASE_TO_LOWER",
            "TRUE",
            "DEFAULT_NULL_ORDERING",
            "HIGH",
            "WRITE_DELAY",
            "0",
            "LOCK_TIMEOUT",
            "15000", // milliseconds; another command may be taking in a long list
            // How long space that is not used any more is kept from being used again, in milliseconds. The file grows
            // by what is written meanwhile, and what is committed is on the disk within a second.
            "RETENTION_TIME",
            "2000");

    private final String blob;

    Dialect(String blob) {
        this.blob = blob;
    }

    /** Empty when the URL belongs to another database. */
    static Optional<Dialect> of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return Optional.of(H2);
        }
        return url.startsWith("jdbc:postgresql:") ? Optional.of(POSTGRESQL) : Optional.empty();
    }

    /** Migrations may write {@code ${blob}} for the type that holds bytes of any length. */
    Map<String, String> placeholders() {
        return Map.of("blob", blob);
    }

    String[] migrations() {
        return new String[] {
            "classpath:db/migration/common",
            this == H2 ? "classpath:db/migration/h2" : "classpath:db/migration/postgresql"
        };
    }

    /** The URL with the options that this project relies on, where it does not set them itself. */
    String complete(String url) {
        StringBuilder whole = new StringBuilder(url);
        if (this == H2) {
            H2_OPTIONS.forEach((option, value) -> {
                if (!url.toUpperCase(Locale.ROOT).contains(";" + option + "=")) {
                    whole.append(';').append(option).append('=').append(value);
                }
            });
        }
        return whole.toString();
    }

    /** What the driver is told besides the URL. */
    Properties properties() {
        Properties properties = new Properties();
        if (this == POSTGRESQL) {
            properties.setProperty("reWriteBatchedInserts", "true");
            properties.setProperty("logServerErrorDetail", "false"); // details quote rows
            properties.setProperty("connectTimeout", "10"); // seconds
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "broadsheet");
        }
        return properties;
    }

    /** What each connection is told first, or null. A commit that is acknowledged must outlast a crash of the server. */
    @Nullable
    String greeting() {
        return this == POSTGRESQL
                ? "SELECT set_config('synchronous_commit', 'on', false)"
                        + " WHERE current_setting('synchronous_commit') = 'off'"
                : null;
    }

    /** The part of a JDBC URL that may be shown: no parameters, and nothing where a user or a password may stand. */
    static String withoutSecrets(String url) {
        if (!url.contains("@")) {
            return url.replaceFirst("[?;].*", "");
        }
        return url.replaceFirst("(?s)^(jdbc:[a-z0-9]{1,20}:|).*", "$1…");
    }
}
