package org.broadsheet.source;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.broadsheet.fetch.FetchException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.FS;

/**
 * The files of a repository as JGit sees them: with a configuration that says in what form it is stored and nothing else, so that
 * none includes another file or asks for anything, and with no program that could be run.
 */
final class GitFileSystem extends FS implements AutoCloseable {
    private final Path config;

    private GitFileSystem(Path config) {
        this.config = config;
    }

    /**
     * @param git which was inspected
     * @param place as people call it
     */
    static GitFileSystem of(Path git, String place) throws IOException, FetchException {
        Path file = common(git).resolve("config");
        Config theirs = new Config(); // which reads nothing that is included
        try {
            theirs.fromText(Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
        } catch (ConfigInvalidException e) {
            throw new FetchException(place + " cannot be read: its config is broken", false);
        }
        String ours = form(theirs, place);
        Path config = Files.createTempFile("broadsheet-git", ".config");
        Files.writeString(config, ours);
        return new GitFileSystem(config);
    }

    private static Path common(Path git) throws IOException {
        Path pointer = git.resolve("commondir");
        return Files.exists(pointer)
                ? git.resolve(Files.readString(pointer, StandardCharsets.UTF_8).strip())
                : git;
    }

    private static String form(Config config, String place) throws FetchException {
        String objects = config.getString("extensions", null, "objectformat");
        String refs = config.getString("extensions", null, "refstorage");
        if (objects != null && !objects.equalsIgnoreCase("sha1")) {
            throw new FetchException(place + " cannot be read: its objects are not named by SHA-1", false);
        }
        if (refs != null && !List.of("files", "reftable").contains(refs)) {
            throw new FetchException(place + " cannot be read: it keeps its refs in an unknown form", false);
        }
        boolean isNew = "reftable".equals(refs);
        return isNew
                ? "[core]\nrepositoryformatversion = 1\nbare = true\n[extensions]\nrefstorage = reftable\n"
                : "[core]\nrepositoryformatversion = 0\nbare = true\n";
    }

    @Override
    public File resolve(File folder, String name) {
        return name.equals("config") ? config.toFile() : super.resolve(folder, name);
    }

    @Override
    public FS newInstance() {
        return new GitFileSystem(config);
    }

    @Override
    public boolean supportsExecute() {
        return false;
    }

    @Override
    public boolean isCaseSensitive() {
        return true;
    }

    @Override
    public boolean canExecute(File file) {
        return false;
    }

    @Override
    public boolean setExecute(File file, boolean executable) {
        return false;
    }

    @Override
    public boolean retryFailedLockFileCommit() {
        return false;
    }

    @Override
    public File userHome() {
        return new File("nowhere");
    }

    @Override
    protected File discoverGitExe() {
        throw new IllegalStateException("nothing is run here");
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        throw new IllegalStateException("nothing is run here");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(config);
    }
}
