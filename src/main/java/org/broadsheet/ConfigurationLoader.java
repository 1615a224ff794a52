package org.broadsheet;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.store.DatabaseSettings;
import org.broadsheet.text.FileTrouble;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Secret;
import org.broadsheet.text.Utf8;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** Loads the configuration of a workspace, or says everything that is wrong with it. */
final class ConfigurationLoader {
    static final String FILE = "broadsheet.yaml";

    private static final int MOST_BYTES = 500_000;
    private static final int LONGEST_URL = 500; // with a token behind it, it goes into a line of a header

    private final Map<String, String> environment;

    /** @param environment the variables that the file may refer to */
    ConfigurationLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws InputException for a file that cannot be used; without a file all is as by default */
    Configuration load(Path workspace) {
        Path file = workspace.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return parse(FILE, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw refused("unreadable", "the file cannot be read: " + FileTrouble.words(e), "");
        }
        if (Files.exists(workspace.resolve("broadsheet.yml"))) {
            throw refused("unreadable", "the workspace has a broadsheet.yml", "rename it to " + FILE);
        }
        return Configuration.DEFAULT;
    }

    private static InputException refused(String rule, String message, String hint) {
        return new InputException(Problem.error(rule, Position.wholeFile(FILE), message, hint));
    }

    /** @throws InputException with every problem */
    Configuration parse(String file, byte[] bytes) {
        Problems problems = new Problems();
        String text = Utf8.decode(file, bytes, MOST_BYTES, problems).orElse("");
        Position first = new Position(file, 1, 1);
        YamlValue value = YamlParser.parse(first, text, new Environment(environment), problems);
        problems.throwIfErrors();
        YamlMap map = value == null || value.isNull() ? YamlMap.empty(first, problems) : value.map();
        Configuration configuration = map == null ? Configuration.DEFAULT : read(map);
        problems.throwIfErrors();
        return configuration;
    }

    private static Configuration read(YamlMap map) {
        Configuration configuration = new Configuration(
                url(map),
                SmtpKeys.read(map),
                DeliveryKeys.read(map),
                DkimKeys.read(map),
                BounceKeys.read(map),
                database(map.map("database")),
                ListsKeys.read(map),
                EditorsKeys.read(map),
                BrandKeys.read(map),
                map.oneOf("images", ImageMode.INLINE),
                WebKeys.read(map.map("web")),
                SourcesKeys.read(map.map("sources")),
                KeepKeys.read(map.map("keep")),
                OwnersKeys.owners(map.map("owners")),
                OwnersKeys.reminders(map.map("reminders")));
        if (configuration.images() == ImageMode.HOSTED && map.value("url") == null) {
            String message = "hosted images need the public 'url' under which they are found";
            map.problems().error("missing-key", map.at("images"), message, "add url:, or use images: inline");
        }
        map.refuseOthers();
        return configuration;
    }

    private static @Nullable String url(YamlMap map) {
        YamlValue given = map.value("url");
        String written = given == null || !given.isText() ? null : given.text();
        if (written != null && written.contains("@")) {
            String message = "'url' names a user or a password, and it goes out in every mail";
            map.problems().error("bad-value", map.at("url"), message, "write https://HOST alone");
            return null;
        }
        return map.optional(
                value -> value.parsed("an http or https URL such as https://news.example.org", text -> {
                    URI uri = URI.create(text);
                    boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
                    if (!web
                            || text.length() > LONGEST_URL
                            || uri.getHost() == null
                            || uri.getRawQuery() != null
                            || uri.getRawFragment() != null) {
                        throw new IllegalArgumentException(text);
                    }
                    return text.replaceFirst("/+$", "");
                }),
                "url");
    }

    private static DatabaseSettings database(YamlMap map) {
        String url = map.optionalText("url");
        String user = map.optionalText("user", "username");
        Secret password = map.optional(YamlValue::secret, "password");
        map.refuseOthers();
        if (url != null
                && !url.startsWith("jdbc:h2:")
                && url.replaceFirst("[?;].*", "").contains("@")) {
            map.problems()
                    .error(
                            "bad-value",
                            map.at("url"),
                            "'url' of the database names a user or a password where no driver reads them",
                            "write them as user: and password:");
        } else if (url != null && !url.startsWith("jdbc:")) {
            map.problems()
                    .error(
                            "bad-value",
                            map.at("url"),
                            "'url' of the database does not begin with jdbc:",
                            "write jdbc:postgresql://HOST/NAME, or leave it out for the embedded database");
        }
        return new DatabaseSettings(url, user == null ? "" : user, password == null ? "" : password.reveal());
    }
}
