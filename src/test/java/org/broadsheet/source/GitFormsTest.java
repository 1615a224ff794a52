package org.broadsheet.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.ScriptedWeb;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories in other forms than the usual one, whole and in part, and objects that claim to be larger than anybody can hold. */
@Timeout(60)
class GitFormsTest {
    private static final ObjectId FIRST = ObjectId.fromString("1".repeat(40));
    private static final ObjectId SECOND = ObjectId.fromString("2".repeat(40));
    private static final int MESSAGE = 200_000_000;
    private static final int COMMIT = 1; // gitformat-pack
    private static final int OFS_DELTA = 6;

    @TempDir
    Path folder;

    private Path bare;
    private AskedSource source;

    @BeforeEach
    void open() throws Exception {
        GitIsolation.begin();
        Path root = Files.createDirectories(folder.resolve("news")).toRealPath();
        bare = root.resolve("gears.git");
        Git.init()
                .setBare(true)
                .setDirectory(bare.toFile())
                .setInitialBranch("main")
                .call()
                .close();
        commit("Ours", new TreeFormatter());
        source = new AskedSource(new GitSource(), root);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private ObjectId commit(String message, TreeFormatter tree) throws IOException {
        PersonIdent ann =
                new PersonIdent("Ann", "ann@x.example", Instant.parse("2025-11-10T09:00:00Z"), ZoneOffset.UTC);
        try (Repository repository = new FileRepository(bare.toFile());
                ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(ann);
            commit.setCommitter(ann);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/heads/main");
            update.setNewObjectId(id);
            update.forceUpdate();
            return id;
        }
    }

    private List<String> titles(String more) throws FetchException {
        return source.ask("repository: gears.git\n" + more).stream()
                .map(item -> item.first("title"))
                .toList();
    }

    @Test
    void what_a_file_manager_leaves_among_refs_is_none() throws Exception {
        byte[] store = "\0\0\0\u0001Bud1\0\0\u0010\0\n\0".getBytes(US_ASCII);
        for (String place : List.of("refs", "refs/heads", "refs/tags")) {
            Files.write(bare.resolve(place).resolve(".DS_Store"), store);
            Files.write(bare.resolve(place).resolve("desktop.ini"), store);
        }
        assertThat(titles("")).containsExactly("Ours");
        assertThat(titles("as: releases")).isEmpty();
    }

    @Test
    void refs_may_be_kept_in_tables() throws Exception {
        try (FileRepository repository = new FileRepository(bare.toFile())) {
            repository.convertRefStorage("reftable", false, false);
        }
        assertThat(Files.readString(bare.resolve("HEAD"))).contains("refs/heads/.invalid");
        assertThat(titles("")).containsExactly("Ours");
        assertThat(titles("branch: main")).containsExactly("Ours");
    }

    @Test
    void a_clone_without_its_files_tells_of_commits_and_fetches_nothing() throws Exception {
        TreeFormatter tree = new TreeFormatter();
        tree.append(".mailmap", FileMode.REGULAR_FILE, FIRST);
        tree.append("large.bin", FileMode.REGULAR_FILE, SECOND);
        commit("Of files that are elsewhere", tree);
        try (ScriptedWeb origin = new ScriptedWeb()) {
            makePartial(origin);
            assertThat(titles("")).containsExactly("Of files that are elsewhere");
            assertThat(source.remarks())
                    .containsExactly("gears.git is a clone without .mailmap: people stand as their commits name them");
            assertThat(titles("path: large.bin")).containsExactly("Of files that are elsewhere");
            assertThat(origin.requests()).isEmpty();
        }
    }

    @Test
    void a_clone_that_lacks_what_is_asked_for_is_refused_and_fetches_nothing() throws Exception {
        PersonIdent ann =
                new PersonIdent("Ann", "ann@x.example", Instant.parse("2025-11-10T09:00:00Z"), ZoneOffset.UTC);
        ObjectId id = commit("Ours", new TreeFormatter());
        try (Repository repository = new FileRepository(bare.toFile());
                ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(FIRST);
            commit.setParentId(id);
            commit.setAuthor(ann);
            commit.setCommitter(ann);
            commit.setMessage("Of a folder that is elsewhere");
            Files.writeString(
                    bare.resolve("refs/heads/main"), inserter.insert(commit).name() + "\n");
            inserter.flush();
        }
        try (ScriptedWeb origin = new ScriptedWeb()) {
            makePartial(origin);
            assertThatThrownBy(() -> titles("path: docs"))
                    .isInstanceOf(FetchException.class)
                    .hasMessage("gears.git cannot be read: it lacks 1111111, as a clone does that was not made whole");
            assertThat(titles("")).containsExactlyInAnyOrder("Of a folder that is elsewhere", "Ours");
            assertThat(source.remarks()).hasSize(1);
            assertThat(origin.requests()).isEmpty();
        }
    }

    /** As {@code git clone --filter} leaves it. */
    private void makePartial(ScriptedWeb origin) throws IOException {
        Files.writeString(bare.resolve("objects/pack/pack-" + "3".repeat(40) + ".promisor"), "");
        Files.writeString(bare.resolve("config"), """
            [core]
              repositoryformatversion = 1
              bare = true
            [extensions]
              partialClone = origin
            [remote "origin"]
              url = %s
              promisor = true
              partialclonefilter = blob:none
            """.formatted(origin.url("/gears.git")));
    }

    @Test
    void a_commit_of_any_size_is_not_held() throws Exception {
        try (OutputStream out = loose(FIRST)) {
            out.write(("commit " + (head().length + MESSAGE) + "\0").getBytes(US_ASCII));
            grow(out);
        }
        isRefusedUnheld(FIRST);
    }

    private OutputStream loose(ObjectId id) throws IOException {
        Path folder = bare.resolve("objects").resolve(id.name().substring(0, 2));
        Path file = Files.createDirectories(folder).resolve(id.name().substring(2));
        return new DeflaterOutputStream(Files.newOutputStream(file));
    }

    @Test
    void tags_that_are_of_each_other_have_an_end() throws Exception {
        for (ObjectId id : List.of(FIRST, SECOND)) {
            byte[] tag = ("object " + (id.equals(FIRST) ? SECOND : FIRST).name()
                            + "\ntype tag\ntag v1\ntagger A <a@x> 1762765200 +0000\n\nv1\n")
                    .getBytes(US_ASCII);
            try (OutputStream out = loose(id)) {
                out.write(("tag " + tag.length + "\0").getBytes(US_ASCII));
                out.write(tag);
            }
        }
        Files.writeString(bare.resolve("refs/tags/v1"), FIRST.name() + "\n");
        for (String more : List.of("as: releases", "to: v1", "from: v1")) {
            assertThatThrownBy(() -> titles(more))
                    .isInstanceOf(FetchException.class)
                    .hasMessage("gears.git cannot be read: a tag is of more than 10 others");
        }
        assertThat(titles("")).containsExactly("Ours");
    }

    @Test
    void a_commit_of_any_size_in_a_pack_is_not_held() throws Exception {
        ByteArrayOutputStream pack = pack(1);
        int at = pack.size();
        header(pack, COMMIT, head().length + MESSAGE);
        try (DeflaterOutputStream out = new DeflaterOutputStream(pack)) {
            grow(out);
        }
        write(pack, at);
        isRefusedUnheld(FIRST);
    }

    @Test
    void a_commit_that_says_how_large_it_becomes_is_not_held() throws Exception {
        ByteArrayOutputStream pack = pack(2);
        int base = pack.size();
        header(pack, COMMIT, head().length);
        deflated(pack, head());
        int delta = pack.size();
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        number(commands, head().length);
        number(commands, MESSAGE);
        commands.write(0x80 | 0x10); // from the base, from its start
        commands.write(head().length);
        header(pack, OFS_DELTA, commands.size());
        pack.write(delta - base);
        deflated(pack, commands.toByteArray());
        write(pack, base, delta);
        isRefusedUnheld(SECOND);
    }

    private static byte[] head() {
        return ("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@x> 1762765200 +0000\n"
                        + "committer A <a@x> 1762765200 +0000\n\n")
                .getBytes(US_ASCII);
    }

    private static void grow(OutputStream out) throws IOException {
        out.write(head());
        byte[] some = "x".repeat(100_000).getBytes(US_ASCII);
        for (int i = 0; i < MESSAGE / some.length; i++) {
            out.write(some);
        }
    }

    private static ByteArrayOutputStream pack(int objects) {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, (byte) objects});
        return pack;
    }

    private static void header(ByteArrayOutputStream pack, int type, int size) {
        int rest = size >>> 4;
        pack.write((rest > 0 ? 0x80 : 0) | type << 4 | size & 0x0f);
        if (rest > 0) {
            number(pack, rest);
        }
    }

    private static void number(ByteArrayOutputStream out, int number) {
        int rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write(0x80 | rest & 0x7f);
        }
        out.write(rest);
    }

    private static void deflated(ByteArrayOutputStream pack, byte[] bytes) throws IOException {
        try (DeflaterOutputStream out = new DeflaterOutputStream(pack)) {
            out.write(bytes);
        }
    }

    /** With its index. */
    private void write(ByteArrayOutputStream pack, int... places) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(pack.toByteArray());
        pack.writeBytes(sum);
        String name = "objects/pack/pack-" + "4".repeat(40);
        Files.write(bare.resolve(name + ".pack"), pack.toByteArray());
        List<PackedObjectInfo> objects = new ArrayList<>();
        for (int place : places) {
            PackedObjectInfo object = new PackedObjectInfo(objects.isEmpty() ? FIRST : SECOND);
            object.setOffset(place);
            objects.add(object);
        }
        try (OutputStream out = Files.newOutputStream(bare.resolve(name + ".idx"))) {
            BasePackIndexWriter.createVersion(out, 2).write(objects, sum);
        }
    }

    private void isRefusedUnheld(ObjectId commit) throws Exception {
        Files.writeString(bare.resolve("refs/heads/main"), commit.name() + "\n");
        assertThatThrownBy(() -> titles(""))
                .isInstanceOf(FetchException.class)
                .hasMessage("gears.git cannot be read: something in it is too large");
        try (Repository repository = new FileRepository(bare.toFile());
                ObjectReader objects = GitObjects.of(repository);
                RevWalk walk = new RevWalk(objects)) {
            long claimed = claimed(
                    () -> assertThatThrownBy(() -> walk.parseCommit(commit)).isInstanceOf(LargeObjectException.class));
            assertThat(claimed).isLessThan(20_000_000);
        }
    }

    private static long claimed(ThrowingCallable work) throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            work.call();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
