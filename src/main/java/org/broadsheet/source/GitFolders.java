package org.broadsheet.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.FileTrouble;
import org.jspecify.annotations.Nullable;

/** Which repositories of Git may be read, and where they keep what they hold. */
final class GitFolders {
    private static final int LONGEST_POINTER = 10_000;

    private final Path root;
    private final List<Path> allowed;

    /** @param allowed repositories that may lie anywhere */
    GitFolders(Path root, List<Path> allowed) {
        this.root = root;
        this.allowed = allowed;
    }

    Path find(String place) throws FetchException {
        try {
            if (place.equals(".")) {
                return trusted(around(root.toRealPath()), "the repository");
            }
            Path folder = root.resolve(place);
            if (!Files.isDirectory(folder)) {
                throw new FetchException("there is no folder " + place, false);
            }
            Path real = folder.toRealPath();
            for (Path one : allowed) {
                if (Files.isDirectory(one) && one.toRealPath().equals(real)) {
                    return trusted(known(real, place), place);
                }
            }
            if (!WorkspaceFolder.isInside(place) || !real.startsWith(root.toRealPath())) {
                throw new FetchException(
                        place + " is outside of the workspace; name it in broadsheet.yaml: sources: { repositories: ["
                                + place + "] }",
                        false);
            }
            Path git = known(real, place);
            refuseWayOut(git, place);
            return git;
        } catch (InvalidPathException e) {
            throw new FetchException("there is no folder " + place, false);
        } catch (IOException e) {
            throw new FetchException(FileTrouble.words(e), false);
        }
    }

    private static Path around(Path workspace) throws IOException, FetchException {
        for (Path folder = workspace; folder != null; folder = folder.getParent()) {
            Path git = git(folder);
            if (git != null) {
                return git;
            }
        }
        throw new FetchException("the workspace lies in no repository", false);
    }

    private static Path known(Path folder, String place) throws IOException, FetchException {
        Path git = git(folder);
        if (git == null && isGit(folder)) {
            return folder; // a bare one
        }
        if (git == null) {
            throw new FetchException(place + " is no repository", false);
        }
        return git;
    }

    /** Null when the folder has none. */
    private static @Nullable Path git(Path folder) throws IOException {
        Path git = folder.resolve(".git");
        if (Files.isRegularFile(git) && Files.size(git) < LONGEST_POINTER) {
            // Of a linked work tree or a submodule (gitrepository-layout).
            String text = Files.readString(git, StandardCharsets.UTF_8).strip();
            Path there = text.startsWith("gitdir: ") ? folder.resolve(text.substring(8)) : folder;
            return isGit(there) ? there.toRealPath() : null;
        }
        return isGit(git) ? git.toRealPath() : null;
    }

    private static boolean isGit(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"))
                && (Files.isDirectory(folder.resolve("objects")) || Files.isRegularFile(folder.resolve("commondir")));
    }

    /**
     * Whatever came into the workspace may lead to what others keep on this machine: by links, pointers and alternates. All that
     * it holds has to be there, or in the repository in which the workspace lies.
     */
    private void refuseWayOut(Path git, String place) throws IOException, FetchException {
        Path workspace = root.toRealPath();
        Path own = ownOf(workspace);
        if (Files.exists(git.resolve("commondir")) || Files.exists(git.resolve("objects/info/alternates"))) {
            throw new FetchException(
                    place + " takes what it holds from another repository; name it in sources.repositories", false);
        }
        new GitInspection(place, real -> real.startsWith(workspace) || own != null && real.startsWith(own), false)
                .inspect(git);
    }

    private static @Nullable Path ownOf(Path workspace) throws IOException {
        try {
            return around(workspace);
        } catch (FetchException none) {
            return null; // then there is only the workspace
        }
    }

    /** One that the people who run this machine chose may be anywhere, and lend from others. */
    private static Path trusted(Path git, String place) throws IOException, FetchException {
        new GitInspection(place, real -> true, true).inspect(git);
        return git;
    }
}
