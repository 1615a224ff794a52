package org.broadsheet.edition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Passes reads on and keeps what they gave, so that a bundle holds just what rendering needs. Not thread-safe. */
public final class RecordingAssets implements Assets {
    private final Assets assets;
    private final Map<String, byte[]> found = new TreeMap<>();

    public RecordingAssets(Assets assets) {
        this.assets = assets;
    }

    @Override
    public Optional<byte[]> read(String path) {
        Optional<byte[]> content = Optional.ofNullable(found.get(path)).or(() -> assets.read(path));
        content.ifPresent(bytes -> found.put(path, bytes));
        return content;
    }

    @Override
    public Optional<byte[]> derived(String path, String how, UnaryOperator<byte[]> maker) {
        String name = Assets.derivedName(path, how);
        Optional<byte[]> content = Optional.ofNullable(found.get(name)).or(() -> assets.derived(path, how, maker));
        content.ifPresent(bytes -> found.put(name, bytes));
        return content;
    }

    @Override
    public byte[] made(String name, Supplier<byte[]> maker) {
        return found.computeIfAbsent(name, absent -> assets.made(name, maker));
    }

    @Override
    public List<String> folders(String path) {
        return assets.folders(path);
    }

    /** All that was read so far, by path. */
    public Map<String, byte[]> found() {
        return Map.copyOf(found);
    }
}
