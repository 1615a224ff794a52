package org.broadsheet.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of digests, and those that are drafted of them. */
public final class DraftFolder {
    private final Path root;

    /** @param root of the workspace */
    public DraftFolder(Path root) {
        this.root = root;
    }

    /** The names of all digests, in the order of the alphabet. */
    public List<String> digests() {
        return names("digests");
    }

    private List<String> names(String parent) {
        Path folder = root.resolve(parent);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The " + parent + " cannot be listed", e);
        }
    }

    /** @param digest one of {@link #digests} */
    public byte[] digest(String digest) {
        return read(root.resolve("digests").resolve(digest + ".md"));
    }

    public Path file(String edition) {
        return root.resolve("editions").resolve(edition + ".md");
    }

    public boolean exists(String edition) {
        return Files.exists(file(edition));
    }

    /** The text of an edition's file; empty when there is none. */
    public Optional<String> text(String edition) {
        return exists(edition)
                ? Optional.of(new String(read(file(edition)), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The file of an edition as it is; empty when there is none. */
    public Optional<byte[]> bytes(String edition) {
        return exists(edition) ? Optional.of(read(file(edition))) : Optional.empty();
    }

    /** The names of all editions that have a file, in the order of the alphabet. */
    public List<String> editions() {
        return names("editions");
    }

    /**
     * Writes the file of an edition where there is none; nobody ever sees half of it.
     *
     * @return false when there is one, which stays as it is
     */
    public boolean create(String edition, String text) {
        try {
            Files.createDirectories(root.resolve("editions"));
            Path writing = Files.createTempFile(root.resolve("editions"), ".", ".part");
            try {
                Files.writeString(writing, text, StandardCharsets.UTF_8);
                return putNew(writing, file(edition));
            } finally {
                Files.delete(writing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The edition " + edition + " cannot be written", e);
        }
    }

    private static boolean putNew(Path whole, Path file) throws IOException {
        try {
            Files.createLink(file, whole);
            return true;
        } catch (FileAlreadyExistsException somebodyElse) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            return copyNew(whole, file);
        }
    }

    private static boolean copyNew(Path whole, Path file) throws IOException {
        try {
            Files.copy(whole, file);
            return true;
        } catch (FileAlreadyExistsException somebodyElse) {
            return false;
        }
    }

    /** Writes the file of an edition, in place of one that is there; nobody ever sees half of it. */
    public void write(String edition, String text) {
        try {
            Files.createDirectories(root.resolve("editions"));
            Path writing = Files.createTempFile(root.resolve("editions"), ".", ".part");
            Files.writeString(writing, text, StandardCharsets.UTF_8);
            Files.move(writing, file(edition), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The edition " + edition + " cannot be written", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
