package org.broadsheet.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * Remembers beside the database which editions were begun, a small file for each: a database that was restored from an older
 * backup knows nothing of what was sent since. Thread-safe.
 */
public final class BegunMarks {
    /** For rehearsals: they may be made as often as one likes. */
    public static final BegunMarks NONE = new BegunMarks(null);

    private static final String SAFE_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}";
    private static final String WORDS = """

            This edition was sent to readers from here. While this file is here, a database that knows nothing of that, one
            that was restored from a backup say, does not send it again. Delete it to have it sent all the same.
            """;

    private final @Nullable Path folder;
    private final Set<Path> noted = ConcurrentHashMap.newKeySet();

    /** @param folder of the marks, which need not be there yet; null to remember nothing */
    public BegunMarks(@Nullable Path folder) {
        this.folder = folder;
    }

    private static Path mark(Path folder, String slug) {
        boolean isSafe = slug.matches(SAFE_NAME);
        return folder.resolve(isSafe ? slug : "edition-" + Bundle.sha256(slug.getBytes(StandardCharsets.UTF_8)));
    }

    /** The file that says that an edition was begun; empty when none does. */
    Optional<Path> find(String slug) {
        return Optional.ofNullable(folder).map(where -> mark(where, slug)).filter(Files::exists);
    }

    /**
     * Makes the mark of an edition that was begun, and waits until it is on the disk. To be called before anybody is written to,
     * and not before the database knows that it was begun.
     *
     * @throws IOException when it cannot be written
     */
    void note(ApprovedEdition edition) throws IOException {
        if (folder == null || edition.isRehearsal()) {
            return;
        }
        Path mark = mark(folder, edition.slug());
        if (noted.contains(mark)) {
            return;
        }
        if (!Files.exists(mark)) {
            write(folder, mark, edition);
        }
        noted.add(mark);
    }

    private static void write(Path folder, Path mark, ApprovedEdition edition) throws IOException {
        Files.createDirectories(folder);
        String text =
                "edition %s%nsha256 %s%nbegun %s%n".formatted(edition.slug(), edition.bundle(), edition.startedAt())
                        + WORDS;
        Path writing = Files.createTempFile(folder, ".", ".part");
        try {
            try (FileChannel file = FileChannel.open(writing, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(writing, mark, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(writing);
        }
        sync(folder);
    }

    /** So that the name is on the disk too, where folders can be opened. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows does that by itself.
        }
    }
}
