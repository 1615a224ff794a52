package org.broadsheet.edition;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The bundles that were approved. A bundle never changes; storing one again changes nothing. Thread-safe. */
public final class Bundles {
    private static final String MADE = "made:(picture|calendar)-.*";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Jdbi jdbi;

    public Bundles(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public void store(Bundle bundle, Instant now) {
        jdbi.useTransaction(handle -> {
            boolean known = handle.select("SELECT count(*) FROM bundle WHERE sha256 = ?", bundle.sha256())
                            .mapTo(int.class)
                            .one()
                    > 0;
            if (!known) {
                insert(handle, bundle, now);
            }
        });
    }

    /** Empty when there is none; fails when what is stored is not what was approved. */
    public Optional<Bundle> find(String sha256) {
        Map<String, byte[]> files = jdbi.withHandle(handle -> {
            Map<String, byte[]> found = new LinkedHashMap<>();
            handle.select("SELECT path, content FROM bundle_file WHERE sha256 = ?", sha256)
                    .map((row, context) -> Map.entry(row.getString("path"), row.getBytes("content")))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
            return found;
        });
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Bundle bundle = new Bundle(files);
        if (!bundle.sha256().equals(sha256)) {
            throw new IllegalStateException("The stored bundle " + sha256
                    + " is not the one that was approved: it hashes to " + bundle.sha256());
        }
        return Optional.of(bundle);
    }

    /** The text of the edition in a bundle, without its pictures; to look at, for it is not held against the hash. */
    public Optional<byte[]> text(String sha256) {
        return jdbi.withHandle(handle -> content(handle, sha256, Bundle.EDITION));
    }

    /**
     * A picture or a calendar file of any bundle; for the pages that mail links to.
     *
     * @param name the SHA-256 of its content in hexadecimal, and an ending, which is not looked at
     */
    public Optional<byte[]> image(String name) {
        String sha256 = name.replaceFirst("\\.\\w+$", "");
        if (!HASH.matcher(sha256).matches()) {
            return Optional.empty();
        }
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT manifest, sha256 FROM bundle WHERE manifest LIKE ?", "%" + sha256 + "  %")
                .map((row, context) -> Map.entry(row.getString("sha256"), row.getString("manifest")))
                .findFirst()
                .flatMap(bundle ->
                        pathOf(bundle.getValue(), sha256).flatMap(path -> content(handle, bundle.getKey(), path))));
    }

    private static Optional<byte[]> content(Handle handle, String bundle, String path) {
        return handle.select("SELECT content FROM bundle_file WHERE sha256 = ? AND path = ?", bundle, path)
                .map((row, context) -> row.getBytes(1))
                .findFirst();
    }

    private static Optional<String> pathOf(String manifest, String sha256) {
        return manifest.lines()
                .filter(line -> line.startsWith(sha256 + "  "))
                .map(line -> line.substring(sha256.length() + 2))
                .filter(path -> path.matches(MADE) || path.matches("(?i).*\\.(png|jpe?g|gif)"))
                .findFirst();
    }

    private static void insert(Handle handle, Bundle bundle, Instant now) {
        handle.execute(
                "INSERT INTO bundle (sha256, manifest, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                bundle.sha256(),
                bundle.manifest(),
                now);
        bundle.files()
                .forEach((path, content) -> handle.execute(
                        "INSERT INTO bundle_file (sha256, path, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        bundle.sha256(),
                        path,
                        content));
    }
}
