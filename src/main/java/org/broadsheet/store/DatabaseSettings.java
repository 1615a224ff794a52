package org.broadsheet.store;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which database to use; {@code database:} in {@code broadsheet.yaml}.
 *
 * @param url {@code jdbc:postgresql:…} or {@code jdbc:h2:…}; null for the embedded database of the workspace
 * @param user empty when the URL or the database needs none
 * @param password never printed
 */
public record DatabaseSettings(@Nullable String url, String user, String password) {
    public static final DatabaseSettings EMBEDDED = new DatabaseSettings(null, "", "");

    /** What the URL may say itself is left to it. */
    Properties addTo(Properties driver) {
        if (!user.isEmpty()) {
            driver.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            driver.setProperty("password", password);
        }
        return driver;
    }

    /** Without the password, and without what a URL may hold of one. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url == null ? "embedded" : Dialect.withoutSecrets(url)) + "]";
    }
}
