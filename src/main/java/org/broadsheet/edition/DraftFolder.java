package org.broadsheet.edition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/**
 * The files of digests, and those that are drafted of them; never one outside the workspace, wherever links lead. Whatever
 * reads or writes one throws an {@link InputException} where a link leads out, or to what is hidden.
 */
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
        return bytes(edition).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The file of an edition as it is; empty when there is none. */
    public Optional<byte[]> bytes(String edition) {
        return exists(edition) ? Optional.of(read(file(edition))) : Optional.empty();
    }

    /** The names of all editions that have a file, in the order of the alphabet. */
    public List<String> editions() {
        return names("editions");
    }

    /** Writes the file of an edition, in place of one that is there; nobody ever sees half of it. */
    public void write(String edition, String text) {
        put(edition, text, (part, target) -> {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return true;
        });
    }

    /**
     * Writes the file of an edition where there is none; nobody ever sees half of it, where the file system has links.
     *
     * @return false where there is one by now, which stays
     */
    public boolean create(String edition, String text) {
        return put(edition, text, (part, target) -> {
            try {
                return link(part, target);
            } catch (FileAlreadyExistsException there) {
                return false;
            }
        });
    }

    /** Unlike a move, a link asks whether there is a file and makes it in one. */
    private static boolean link(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException there) {
            throw there;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.copy(part, target); // which makes the file only where none is
        }
        return true;
    }

    /**
     * Writes the file of an edition in place of what is there.
     *
     * @param over what is to be written over
     * @return false where something else is there by now, or nothing, which stays
     */
    public boolean replace(String edition, byte[] over, String text) {
        return put(edition, text, (part, target) -> {
            boolean same = Files.exists(target) && Arrays.equals(Files.readAllBytes(target), over);
            if (same) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return same;
        });
    }

    private interface Step {
        boolean take(Path part, Path target) throws IOException;
    }

    private boolean put(String edition, String text, Step step) {
        try {
            Files.createDirectories(root.resolve("editions"));
            Path target = real(file(edition));
            Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
            try {
                // Not a file for temporary things, which nobody else might read.
                Files.writeString(part, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                keepPermissions(target, part);
                return step.take(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The edition " + edition + " cannot be written", e);
        }
    }

    private static void keepPermissions(Path target, Path part) throws IOException {
        if (Files.exists(target)
                && Files.getFileStore(target).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
        }
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(real(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Where it lies, or is to lie. A link stays one: what it leads to is read and written. */
    private Path real(Path file) throws IOException {
        Path real = Files.exists(file)
                ? file.toRealPath()
                : file.resolveSibling("").toRealPath().resolve(file.getFileName());
        Path base = root.toRealPath();
        if (!real.startsWith(base)) {
            throw refused(file, "a link leads from here out of the workspace", "put the file itself there");
        }
        if (!Files.exists(file) && Files.isSymbolicLink(file)) {
            throw refused(file, "this is a link to a file that is not there", "remove it");
        }
        boolean hidden = StreamSupport.stream(base.relativize(real).spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("."));
        if (hidden || !real.toString().endsWith(".md")) {
            throw refused(file, "a link leads from here to what is no Markdown", "put the file itself there");
        }
        return real;
    }

    private InputException refused(Path file, String message, String hint) {
        String name = root.relativize(file).toString().replace('\\', '/');
        return new InputException(Problem.error("bad-link", Position.wholeFile(name), message, hint));
    }
}
