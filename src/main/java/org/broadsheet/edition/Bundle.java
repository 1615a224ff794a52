package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is frozen of an edition: every file that rendering it reads, by path. Two bundles of the same files have the same
 * hash. The arrays are not copied: nobody may write to them.
 */
public final class Bundle implements Assets {
    /** The edition's own Markdown. */
    public static final String EDITION = "edition.md";

    /** How it is rendered: brand, base URL, kind of images, version of the renderer. */
    public static final String SETTINGS = "settings.json";

    private final SortedMap<String, byte[]> files;
    private final String manifest;

    public Bundle(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
        this.manifest = manifestOf(this.files);
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Optional<byte[]> derived(String path, String how, UnaryOperator<byte[]> maker) {
        return read(Assets.derivedName(path, how));
    }

    @Override
    public byte[] made(String name, Supplier<byte[]> maker) {
        return read(name).orElseGet(maker);
    }

    public SortedMap<String, byte[]> files() {
        return java.util.Collections.unmodifiableSortedMap(files);
    }

    /** One line a file, in the order of their paths: its SHA-256, two spaces, its path. */
    public String manifest() {
        return manifest;
    }

    /** The SHA-256 of the manifest, in hexadecimal: what an approval is bound to. */
    public String sha256() {
        return sha256(manifest.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String manifestOf(SortedMap<String, byte[]> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach((path, content) ->
                lines.append(sha256(content)).append("  ").append(path).append('\n'));
        return lines.toString();
    }
}
