package org.broadsheet.source;

import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from looking around on this machine: without it JGit runs {@code git} to find the system's configuration, follows
 * variables of the environment, and reads and writes files in the home folder.
 */
final class GitIsolation extends SystemReader {
    private final SystemReader usual;

    private GitIsolation(SystemReader usual) {
        this.usual = usual;
    }

    /** For this process, before the first repository is opened. */
    static synchronized void begin() {
        SystemReader reader = SystemReader.getInstance();
        if (!(reader instanceof GitIsolation)) {
            SystemReader.setInstance(new GitIsolation(reader));
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public @Nullable String getProperty(String key) {
        return usual.getProperty(key);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public long getCurrentTime() {
        return usual.getCurrentTime();
    }

    @Override
    public int getTimezone(long when) {
        return 0;
    }

    /** A configuration without a file. */
    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, Path.of("nowhere").toFile(), fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
