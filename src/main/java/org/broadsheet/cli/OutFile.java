package org.broadsheet.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** A file that somebody names for what a command writes; what stood in it is there until the new is whole. */
final class OutFile {
    private final Path target;

    private OutFile(Path target) {
        this.target = target;
    }

    /** What writes the content. */
    interface Content {
        /** @return how many rows it wrote */
        long write(Writer out) throws IOException;
    }

    /**
     * Asks before it is written over.
     *
     * @param yes whether the person has said so already
     * @throws Failure when the person does not want it, or nobody is there to be asked
     */
    static OutFile named(Shell shell, String name, boolean yes) {
        Path target = shell.directory().resolve(name);
        if (Files.isRegularFile(target)) {
            shell.confirm(yes, "Write over " + name + "?", "This would write over " + name);
        }
        return new OutFile(target);
    }

    Path path() {
        return target;
    }

    /** In UTF-8. What is written over keeps its permissions; a pipe or a device is written to as it is. */
    long write(Content content) throws IOException {
        if (!Files.isRegularFile(target)) {
            return to(target, content);
        }
        Path whole = target.toRealPath(); // a link stays one
        Path part = Files.createTempFile(whole.toAbsolutePath().getParent(), "broadsheet", ".part");
        try {
            long rows = to(part, content);
            if (Files.getFileStore(whole).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(whole));
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long to(Path file, Content content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            return content.write(out);
        }
    }
}
