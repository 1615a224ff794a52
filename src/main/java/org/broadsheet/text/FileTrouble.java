package org.broadsheet.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says what is wrong with a file, where Java names the file and leaves the rest to the name of a class. */
public final class FileTrouble {
    private FileTrouble() {}

    /** One sentence without a full stop, with the file in it where that is known. */
    public static String words(IOException trouble) {
        return in(trouble)
                .orElseGet(() -> trouble.getMessage() == null
                        ? trouble.getClass().getSimpleName()
                        : String.valueOf(trouble.getMessage()));
    }

    /** The same of the first trouble with a file among a failure and its causes; empty when there is none. */
    public static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException file && file.getFile() != null) {
                return Optional.of(words(file, file.getFile()));
            }
        }
        return Optional.empty();
    }

    private static String words(FileSystemException trouble, String file) {
        if (trouble instanceof AccessDeniedException) {
            return file + " may not be read or written by whoever runs this; change its permissions or owner";
        }
        if (trouble instanceof NoSuchFileException) {
            return "there is no " + file + ", or no folder that it could be made in";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return file + " is in the way: there is something of that name already";
        }
        if (trouble instanceof NotDirectoryException) {
            return file + " is not a folder";
        }
        if (trouble instanceof DirectoryNotEmptyException) {
            return file + " is a folder with something in it";
        }
        if (trouble instanceof FileSystemLoopException) {
            return file + " is a link that leads back to itself";
        }
        String reason = trouble.getReason();
        if (reason == null) {
            return file + " cannot be made, read or written there";
        }
        boolean readOnly = reason.toLowerCase(java.util.Locale.ROOT).contains("read-only");
        return readOnly ? file + " lies where nothing may be written (a read-only file system)" : file + ": " + reason;
    }
}
