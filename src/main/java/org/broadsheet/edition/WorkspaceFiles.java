package org.broadsheet.edition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** The files of a workspace; a template that it does not have comes from those built in. */
public final class WorkspaceFiles implements Assets {
    private static final String TEMPLATES = "templates/";

    private static final List<String> BUILT_IN = List.of("common", "digest", "letter", "notice", "recap");

    /** They do not change while a process runs, and looking for one that is not there costs most. */
    private static final Map<String, Optional<byte[]>> BUILT_IN_FILES = new ConcurrentHashMap<>();

    private static final int MOST_REMEMBERED = 500;

    private final Path root;

    public WorkspaceFiles(Path root) {
        this.root = root;
    }

    @Override
    public Optional<byte[]> read(String path) {
        if (!isInside(path)) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> own = fromWorkspace(path);
            if (own.isEmpty() && path.startsWith(TEMPLATES)) {
                refuseToPassOver(path);
            }
            return own.isPresent() || !path.startsWith(TEMPLATES) ? own : fromBuiltIn(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    @Override
    public List<String> folders(String path) {
        SortedSet<String> names = new TreeSet<>(path.equals("templates") ? BUILT_IN : List.of());
        Path folder = root.resolve(path);
        if (isInside(path) && Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(Files::isDirectory)
                        .forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + path, e);
            }
        }
        return List.copyOf(names);
    }

    /** Relative, in its shortest form, without anything that one system or another would take for a way out. */
    private static boolean isInside(String path) {
        boolean plain = !path.isEmpty() && path.indexOf('\\') < 0 && path.indexOf('\0') < 0 && path.indexOf(':') < 0;
        return plain
                && !path.startsWith("/")
                && !path.endsWith("/")
                && Stream.of(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    private Optional<byte[]> fromWorkspace(String path) throws IOException {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        // Links are followed, but not out of the workspace.
        Path real = file.toRealPath();
        return real.startsWith(root.toRealPath()) ? Optional.of(Files.readAllBytes(real)) : Optional.empty();
    }

    /** What somebody put in the place of a template is not to be replaced by ours in silence. */
    private void refuseToPassOver(String path) {
        Path file = root.resolve(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            String what = Files.isRegularFile(file)
                    ? "leads out of the workspace"
                    : Files.isSymbolicLink(file) && !Files.exists(file)
                            ? "is a link that leads nowhere"
                            : "is not a file that can be read";
            throw new InputException(Problem.error(
                    "bad-template", Position.wholeFile(path), "This " + what, "put a file there, or take it away"));
        }
    }

    private static Optional<byte[]> fromBuiltIn(String path) throws IOException {
        Optional<byte[]> known = BUILT_IN_FILES.get(path);
        if (known == null) {
            known = readBuiltIn(path);
            if (BUILT_IN_FILES.size() < MOST_REMEMBERED) {
                BUILT_IN_FILES.put(path, known);
            }
        }
        return known.map(byte[]::clone);
    }

    private static Optional<byte[]> readBuiltIn(String path) throws IOException {
        try (InputStream in = WorkspaceFiles.class.getResourceAsStream("/" + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
