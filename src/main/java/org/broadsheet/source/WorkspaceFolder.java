package org.broadsheet.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.FileTrouble;

/** The files of a workspace that sources read; never one that lies outside, wherever links lead. */
final class WorkspaceFolder {
    private static final int MOST_BYTES = 10_000_000;
    private static final int MOST_FILES = 1000;
    private static final int DEEPEST = 4;

    private final Path root;
    private final List<Path> repositories;

    WorkspaceFolder(Path root) {
        this(root, List.of());
    }

    /** @param repositories of Git that may be read although they are elsewhere */
    WorkspaceFolder(Path root, List<Path> repositories) {
        this.root = root;
        this.repositories = List.copyOf(repositories);
    }

    /** Relative, in its shortest form, without anything that one system or another would take for a way out. */
    static boolean isInside(String path) {
        return !path.isEmpty()
                && path.chars().noneMatch(c -> c == '\\' || c == ':' || c < ' ')
                && Stream.of(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    byte[] read(String path) throws FetchException {
        try {
            Path file = root.resolve(path);
            if (isInside(path) && leadsNowhere(file)) {
                throw new FetchException(path + " is a link that leads nowhere", false);
            }
            if (!isInside(path) || !Files.isRegularFile(file)) {
                throw new FetchException("the workspace has no file " + path, false);
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new FetchException(path + " leads out of the workspace", false);
            }
            if (isPrivate(root.toRealPath().relativize(real))) {
                throw new FetchException(path + " leads to what is no business of readers", false);
            }
            try (InputStream in = Files.newInputStream(real)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new FetchException(path + " is larger than 10 MB", false);
                }
                return bytes;
            }
        } catch (InvalidPathException e) {
            throw new FetchException("the workspace has no file " + path, false);
        } catch (IOException e) {
            throw new FetchException(FileTrouble.words(e), false);
        }
    }

    /** The files below a folder whose names end so, in whatever case, as paths from the workspace, in order; links to nothing too. */
    List<String> list(String path, String ending) throws FetchException {
        try {
            Path folder = root.resolve(path);
            if (!isInside(path) || !Files.isDirectory(folder)) {
                throw new FetchException("the workspace has no folder " + path, false);
            }
            if (!folder.toRealPath().startsWith(root.toRealPath())) {
                throw new FetchException(path + " leads out of the workspace", false);
            }
            try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
                List<String> found = files.filter(file -> Files.isRegularFile(file) || leadsNowhere(file))
                        .map(file ->
                                path + "/" + folder.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(ending)
                                && isMeant(name.substring(path.length() + 1)))
                        .limit(MOST_FILES + 1L)
                        .sorted()
                        .toList();
                if (found.size() > MOST_FILES) {
                    throw new FetchException(path + " has more than " + MOST_FILES + " files", false);
                }
                return found;
            }
        } catch (InvalidPathException e) {
            throw new FetchException("the workspace has no folder " + path, false);
        } catch (IOException e) {
            throw new FetchException(FileTrouble.words(e), false);
        } catch (UncheckedIOException e) {
            throw new FetchException(path + " cannot be listed", false);
        }
    }

    private static boolean leadsNowhere(Path file) {
        return Files.isSymbolicLink(file) && !Files.exists(file);
    }

    /** The configuration, and whatever begins with a dot: keys, the database, git. A link may lead there from anywhere. */
    private static boolean isPrivate(Path real) {
        return real.equals(Path.of("broadsheet.yaml"))
                || StreamSupport.stream(real.spliterator(), false)
                        .anyMatch(name -> name.toString().startsWith("."));
    }

    private static boolean isMeant(String path) {
        return isInside(path)
                && Stream.of(path.split("/")).noneMatch(name -> name.startsWith(".") || name.startsWith("_"))
                && !path.matches("(?i)(.*/)?readme\\.[^/]*");
    }

    /** The folder that holds the objects and refs of a repository that may be read. */
    Path repository(String place) throws FetchException {
        return new GitFolders(root, repositories).find(place);
    }
}
