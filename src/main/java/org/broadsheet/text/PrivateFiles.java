package org.broadsheet.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold secrets or people's addresses. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes an empty file that only its owner may read or write, at any moment, where the file system can say so.
     *
     * @throws java.nio.file.FileAlreadyExistsException where something is there already
     */
    public static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, owner);
    }
}
