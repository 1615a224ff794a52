package org.broadsheet.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.broadsheet.edition.Assets;

/** Tells of each path before it is asked for, whether there is something or not. Thread-safe if both that it is given are. */
final class AskedAssets implements Assets {
    private final Assets assets;
    private final Consumer<String> asked;

    AskedAssets(Assets assets, Consumer<String> asked) {
        this.assets = assets;
        this.asked = asked;
    }

    @Override
    public Optional<byte[]> read(String path) {
        asked.accept(path);
        return assets.read(path);
    }

    @Override
    public Optional<byte[]> derived(String path, String how, UnaryOperator<byte[]> maker) {
        asked.accept(path);
        return assets.derived(path, how, maker);
    }

    @Override
    public byte[] made(String name, Supplier<byte[]> maker) {
        return assets.made(name, maker);
    }

    @Override
    public List<String> folders(String path) {
        asked.accept(path);
        return assets.folders(path);
    }
}
