package org.broadsheet.source;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.broadsheet.fetch.FetchException;
import org.eclipse.jgit.lib.Repository;

/**
 * Looks at all that is going to be read of a repository before it is opened: that there are files and folders only, none of
 * them endless, and none elsewhere than it may be. For one repository.
 */
final class GitInspection {
    private static final int MOST_ENTRIES = 500_000;
    private static final int MOST_LENDERS = 20;
    private static final int DEEPEST_OBJECT = 3;
    private static final int DEEPEST_REF = 20;
    private static final int LONGEST_REF = 4096;
    /** What HEAD holds where refs are kept in tables (gitrepository-layout): its own is in them. */
    private static final String REFTABLES_HEAD = "refs/heads/.invalid";

    private static final int LONGEST_POINTER = 10_000;
    private static final int LARGEST_CONFIG = 1_000_000;
    private static final int LARGEST_LIST = 50_000_000;
    private static final long LARGEST_INDEXES = 500_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final String place;
    private final Predicate<Path> mayHold;
    private final boolean mayBorrow;
    private final Patience patience = new Patience(LONGEST);
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> lenders = new HashSet<>();
    private int entries;
    private long indexes;

    /**
     * @param place as people call it
     * @param mayHold whether a file may be read that is really there
     * @param mayBorrow whether it may take objects from other repositories
     */
    GitInspection(String place, Predicate<Path> mayHold, boolean mayBorrow) {
        this.place = place;
        this.mayHold = mayHold;
        this.mayBorrow = mayBorrow;
    }

    /** @throws FetchException when it must not be opened, with the file that is the reason */
    void inspect(Path git) throws IOException, FetchException {
        try {
            whole(git);
        } catch (Patience.Lost e) {
            throw new FetchException(place + " takes more than " + LONGEST.toSeconds() + " s to look through", false);
        }
    }

    private void whole(Path git) throws IOException, FetchException {
        isThere(git);
        ref(git.resolve("HEAD"));
        small(git.resolve("config"), LARGEST_CONFIG);
        small(git.resolve("packed-refs"), LARGEST_LIST);
        small(git.resolve("shallow"), LARGEST_LIST);
        folder(git.resolve("refs"), DEEPEST_REF, this::ref);
        folder(git.resolve("reftable"), 1, this::reftable);
        objects(git.resolve("objects"));
        Path common = git.resolve("commondir");
        if (small(common, LONGEST_POINTER)) {
            borrow(git.resolve(text(common).strip()), this::whole);
        }
    }

    private interface Look {
        void at(Path path) throws IOException, FetchException;
    }

    private void objects(Path objects) throws IOException, FetchException {
        folder(objects, DEEPEST_OBJECT, this::object);
        Path alternates = objects.resolve("info/alternates");
        if (small(alternates, LONGEST_POINTER)) {
            for (String line : text(alternates).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    borrow(objects.resolve(line), this::objects);
                }
            }
        }
    }

    private void borrow(Path lender, Look look) throws IOException, FetchException {
        if (!mayBorrow) {
            throw new FetchException(
                    place + " takes what it holds from another repository; name it in sources.repositories", false);
        }
        if (!Files.isDirectory(lender) || !lenders.add(lender.toRealPath())) {
            return;
        }
        if (lenders.size() > MOST_LENDERS) {
            throw new FetchException(place + " takes what it holds from more than 20 other repositories", false);
        }
        look.at(lender);
    }

    /** False when there is nothing. */
    private boolean isThere(Path path) throws IOException, FetchException {
        patience.check();
        if (!Files.exists(path)) {
            return false; // a link that leads nowhere is nothing either
        }
        if (!mayHold.test(path.toRealPath())) {
            throw new FetchException(
                    place + " keeps what it holds outside of the workspace: " + named(path) + " leads there", false);
        }
        return true;
    }

    /** False when there is none. */
    private boolean small(Path file, long most) throws IOException, FetchException {
        if (!isThere(file)) {
            return false;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new FetchException(place + " cannot be read: " + named(file) + " is no file", false);
        }
        if (attributes.size() > most) {
            throw new FetchException(
                    place + " cannot be read: " + named(file) + " is larger than " + size(most), false);
        }
        return true;
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000 ? bytes / 1_000_000 + " MB" : bytes + " bytes";
    }

    private void folder(Path folder, int depth, Look file) throws IOException, FetchException {
        if (!isThere(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new FetchException(place + " cannot be read: " + named(folder) + " is no folder", false);
        }
        if (!seen.add(folder.toRealPath())) {
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path path : inside) {
                if (++entries > MOST_ENTRIES) {
                    throw new FetchException(place + " has more than " + MOST_ENTRIES + " files", false);
                }
                entry(path, depth, file);
            }
        }
    }

    private void entry(Path path, int depth, Look file) throws IOException, FetchException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        }
        boolean isFolder = attributes.isSymbolicLink() ? Files.isDirectory(path) : attributes.isDirectory();
        if (!isFolder) {
            patience.check();
            if (attributes.isRegularFile() || isThere(path)) {
                file.at(path);
            }
        } else if (depth > 0) {
            folder(path, depth - 1, file);
        } else {
            throw new FetchException(place + " cannot be read: " + named(path) + " lies too deep", false);
        }
    }

    private void object(Path file) throws IOException, FetchException {
        small(file, Long.MAX_VALUE);
        if (file.toString().endsWith(".idx")) {
            index(file);
        }
    }

    /** The index of a pack is read as a whole, and as large as it says that it is. */
    private void index(Path file) throws IOException, FetchException {
        long size = Files.size(file);
        indexes += size;
        if (!mayBorrow && indexes > LARGEST_INDEXES) {
            throw new FetchException(place + " has indexes of more than " + size(LARGEST_INDEXES), false);
        }
        try (InputStream in = Files.newInputStream(file);
                DataInputStream data = new DataInputStream(in)) {
            // gitformat-pack: a version 2 begins with a mark and its number, then both count what begins with each
            // byte.
            byte[] head = data.readNBytes(8 + 256 * 4);
            int first = head.length > 3 && head[0] == (byte) 0xff && head[1] == 't' ? 8 : 0;
            long before = 0;
            for (int at = first; at + 4 <= head.length && at < first + 256 * 4; at += 4) {
                long count = (head[at] & 0xffL) << 24
                        | (head[at + 1] & 0xff) << 16
                        | (head[at + 2] & 0xff) << 8
                        | head[at + 3] & 0xff;
                if (count < before || count * 20 > size) {
                    throw new FetchException(place + " cannot be read: " + named(file) + " is broken", false);
                }
                before = count;
            }
        }
    }

    /** What a ref refers to is read as a file too, wherever its name leads. */
    private void ref(Path file) throws IOException, FetchException {
        if (!small(file, LARGEST_CONFIG) || Files.size(file) > LONGEST_REF) {
            return; // no ref is as long: other programs leave files there too
        }
        String text = text(file);
        if (text.startsWith("ref:")) {
            String target = text.substring(4).strip();
            if (!target.equals(REFTABLES_HEAD) && (!target.startsWith("refs/") || !Repository.isValidRefName(target))) {
                throw new FetchException(
                        place + " cannot be read: " + named(file) + " refers to what is no branch or tag", false);
            }
        }
    }

    private void reftable(Path file) throws IOException, FetchException {
        small(file, LARGEST_LIST);
        if (file.endsWith("tables.list")) {
            small(file, LARGEST_CONFIG);
            List<String> names = text(file).lines().toList();
            if (names.stream().anyMatch(name -> !name.matches("[\\w.-]+") || name.startsWith("."))) {
                throw new FetchException(place + " cannot be read: " + named(file) + " is broken", false);
            }
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Two names are enough to find it. */
    private static String named(Path path) {
        int count = path.getNameCount();
        return path.subpath(Math.max(0, count - 3), count).toString().replace('\\', '/');
    }
}
