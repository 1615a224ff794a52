package org.broadsheet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies folders of files that travel in the program: the sample workspace, the beginnings of a new one. */
final class SampleFiles {
    private SampleFiles() {}

    /** Writes what is not there yet; what is there stays as it is. */
    static void copy(String folder, Path target) {
        try {
            URI origin = SampleFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path code = Path.of(origin);
            if (Files.isDirectory(code)) {
                copy(code.resolve(folder), target);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + origin), Map.of())) {
                copy(jar.getPath("/" + folder), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + target + ": " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The program does not know where it is", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (!Files.exists(target)) {
                Files.createDirectories(target.getParent() == null ? to : target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                target.toFile().setWritable(true);
            }
        }
    }
}
