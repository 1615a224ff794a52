package org.broadsheet.edition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps what was made of files in a folder, so that it is made once as long as the file stays the same. A folder that cannot
 * be written, or holds something else by now, costs time and nothing more. Thread-safe, among processes too.
 */
public final class CachedAssets implements Assets {
    private static final int MOST = 1000; // files
    private static final int HASH = 32; // bytes, before the content

    private final Assets assets;
    private final Path folder;

    public CachedAssets(Assets assets, Path folder) {
        this.assets = assets;
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return assets.read(path);
    }

    @Override
    public List<String> folders(String path) {
        return assets.folders(path);
    }

    @Override
    public Optional<byte[]> derived(String path, String how, UnaryOperator<byte[]> maker) {
        return assets.read(path).map(file -> kept(file, how, maker));
    }

    private byte[] kept(byte[] file, String how, UnaryOperator<byte[]> maker) {
        Path place = folder.resolve(Bundle.sha256(file) + "-" + how);
        return load(place).orElseGet(() -> {
            byte[] made = maker.apply(file);
            store(place, made);
            return made;
        });
    }

    private static Optional<byte[]> load(Path place) {
        try {
            byte[] stored = Files.readAllBytes(place);
            if (stored.length < HASH) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(stored, HASH, stored.length);
            return Arrays.equals(hash(content), 0, HASH, stored, 0, HASH) ? Optional.of(content) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private void store(Path place, byte[] content) {
        try {
            Files.createDirectories(folder);
            makeRoom();
            Path part = Files.createTempFile(folder, "part", null);
            byte[] hash = hash(content);
            byte[] whole = Arrays.copyOf(hash, HASH + content.length);
            System.arraycopy(content, 0, whole, HASH, content.length);
            Files.write(part, whole);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            // Then it is made again the next time.
        }
    }

    /** The older half goes. */
    private void makeRoom() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        if (files.size() >= MOST) {
            List<Path> old = files.stream()
                    .sorted(Comparator.comparing(CachedAssets::age))
                    .limit(MOST / 2)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime age(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static byte[] hash(byte[] content) {
        return HexFormat.of().parseHex(Bundle.sha256(content));
    }
}
