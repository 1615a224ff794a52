package org.broadsheet.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The copy of the sample workspace that a demo runs on. Where the user named none it lies beside the program (or among
 * the temporary files) and is made anew each time; one that the user named is kept with what they changed in it.
 */
final class DemoFolder implements AutoCloseable {
    private static final String SAMPLE = "examples/istio-recap";
    private static final String CSV = "subscribers-sample.csv";
    private static final String MARK = ".broadsheet/demo";
    private static final int MOST = 20;

    private final Path root;
    private final FileChannel channel;

    private DemoFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static DemoFolder ofUser(Path root) throws IOException {
        boolean demo = Files.exists(root.resolve(MARK));
        if (!demo && Files.isDirectory(root)) {
            try (Stream<Path> content = Files.list(root)) {
                if (content.findAny().isPresent()) {
                    throw Failure.usage(root + " is not empty and not a demo; name a new folder, it will be made");
                }
            }
        }
        FileChannel channel = lock(root.resolve(MARK));
        if (channel == null) {
            throw Failure.work("Another demo runs in " + root);
        }
        return new DemoFolder(root, channel).filled();
    }

    /** Two demos at once get two folders. */
    static DemoFolder ofProgram() throws IOException {
        Path parent = parent();
        for (int i = 1; i <= MOST; i++) {
            Path root = parent.resolve(i == 1 ? "demo" : "demo-" + i);
            FileChannel channel = lock(parent.resolve(root.getFileName() + ".lock"));
            if (channel != null) {
                deleteTree(root);
                return new DemoFolder(root, channel).filled();
            }
        }
        throw Failure.work(MOST + " demos run in " + parent + " already; wait for one of them");
    }

    private static Path parent() throws IOException {
        try {
            Path code = Path.of(DemoFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path beside = code.getParent();
            if (beside != null && Files.isWritable(beside)) {
                return beside;
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The program does not know where it is", e);
        }
        String user = System.getProperty("user.name", "somebody").replaceAll("[^A-Za-z0-9]", "_");
        return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "broadsheet-" + user));
    }

    private static @org.jspecify.annotations.Nullable FileChannel lock(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private DemoFolder filled() throws IOException {
        SampleFiles.copy(SAMPLE, root);
        SampleFiles.copy("examples/" + CSV, root.resolve(CSV));
        Path outbox = root.resolve(".broadsheet/outbox");
        Files.createDirectories(outbox);
        mark();
        try (Stream<Path> old = Files.list(outbox)) {
            for (Path message : old.filter(Files::isRegularFile).toList()) {
                Files.delete(message);
            }
        }
        return this;
    }

    /** It may be locked, and by this process. */
    private void mark() throws IOException {
        Path mark = root.resolve(MARK);
        if (!Files.exists(mark) || Files.size(mark) == 0) {
            Files.writeString(mark, "The workspace of a demo\n");
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        if (!Files.exists(root.resolve(MARK))) {
            throw Failure.usage(root + " is in the way of the demo; move it, or name another folder with --workspace");
        }
        List<Path> tree;
        try (Stream<Path> walk = Files.walk(root)) {
            tree = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : tree) {
            Files.delete(path);
        }
    }

    Path root() {
        return root;
    }

    Path subscribers() {
        return root.resolve(CSV);
    }

    Path edition() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("editions"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> Failure.usage("There is no edition in " + root.resolve("editions")));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
