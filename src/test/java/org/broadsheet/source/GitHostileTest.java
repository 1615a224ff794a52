package org.broadsheet.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.broadsheet.fetch.FetchException;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that somebody put into the workspace to read, through us, what is not theirs, or to keep us busy for ever. */
class GitHostileTest {
    private static final Instant TIME = Instant.parse("2025-11-10T09:00:00Z");

    @TempDir
    Path folder;

    private Path root;
    private Path secret;
    private Path bare;
    private AskedSource source;

    @BeforeEach
    void open() throws Exception {
        GitIsolation.begin();
        root = Files.createDirectories(folder.resolve("news")).toRealPath();
        bare = root.resolve("gears.git");
        repository(bare, "Ours").close();
        secret = folder.toRealPath().resolve("secret.git");
        repository(secret, "Theirs").close();
        source = new AskedSource(new GitSource(), root);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Git repository(Path place, String... messages) throws Exception {
        Git git = Git.init()
                .setBare(true)
                .setDirectory(place.toFile())
                .setInitialBranch("main")
                .call();
        for (String message : messages) {
            commit(git, message);
        }
        return git;
    }

    private static void commit(Git git, String message) throws IOException {
        PersonIdent ann = new PersonIdent("Ann", "ann@x.example", TIME, ZoneOffset.UTC);
        try (ObjectInserter inserter = git.getRepository().newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(new TreeFormatter()));
            commit.setAuthor(ann);
            commit.setCommitter(ann);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = git.getRepository().updateRef("refs/heads/main");
            update.setNewObjectId(id);
            update.forceUpdate();
        }
    }

    private List<String> titles(String yaml) throws FetchException {
        return source.ask(yaml).stream().map(item -> item.first("title")).toList();
    }

    private void refused(String words) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> titles("repository: gears.git"))
                        .isInstanceOf(FetchException.class)
                        .hasMessageContaining("gears.git")
                        .hasMessageContaining(words));
    }

    private static void replace(Path file, Path target) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"));
        }
        Files.createSymbolicLink(file, target);
    }

    private static Path pipe(Path file) throws Exception {
        Files.deleteIfExists(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .as("mkfifo")
                .isZero();
        return file;
    }

    @Test
    void a_bare_one_in_the_workspace_is_read() throws Exception {
        assertThat(titles("repository: gears.git")).containsExactly("Ours");
        replace(bare.resolve("description"), secret.resolve("description")); // which nobody reads
        assertThat(titles("repository: gears.git")).containsExactly("Ours");
    }

    @Test
    void no_link_below_objects_or_refs_leads_out() throws Exception {
        try (Stream<Path> theirs = Files.list(secret.resolve("objects"))) {
            for (Path objects : theirs.filter(
                            path -> path.getFileName().toString().length() == 2)
                    .toList()) {
                Path there = bare.resolve("objects").resolve(objects.getFileName());
                if (!Files.exists(there)) {
                    Files.createSymbolicLink(there, objects);
                }
            }
        }
        refused("keeps what it holds outside of the workspace: gears.git/objects/");
    }

    @Test
    void no_branch_is_that_of_another_repository() throws Exception {
        replace(bare.resolve("refs/heads/main"), secret.resolve("refs/heads/main"));
        refused("keeps what it holds outside of the workspace: refs/heads/main leads there");
    }

    @Test
    void no_pack_is_that_of_another_repository() throws Exception {
        replace(bare.resolve("objects/pack"), secret.resolve("objects/pack"));
        refused("keeps what it holds outside of the workspace: gears.git/objects/pack leads there");
    }

    @Test
    void a_list_of_refs_is_its_own() throws Exception {
        Files.writeString(folder.resolve("packed"), "");
        replace(bare.resolve("packed-refs"), folder.resolve("packed"));
        refused("outside of the workspace: news/gears.git/packed-refs leads there");
    }

    @Test
    void its_configuration_includes_nothing() throws Exception {
        Path pipe = pipe(folder.resolve("pipe"));
        Files.writeString(bare.resolve("config"), """
            [core]
              repositoryformatversion = 0
              bare = true
            [include]
              path = %1$s
            [include]
              path = /dev/zero
            [includeIf "gitdir:%2$s"]
              path = %1$s
            """.formatted(pipe, bare));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(titles("repository: gears.git")).containsExactly("Ours"));
    }

    @Test
    void what_never_ends_is_not_begun() throws Exception {
        pipe(bare.resolve("packed-refs"));
        refused("gears.git/packed-refs is no file");
        Files.delete(bare.resolve("packed-refs"));
        pipe(bare.resolve("refs/heads/other"));
        refused("refs/heads/other is no file");
        Files.delete(bare.resolve("refs/heads/other"));
        pipe(bare.resolve("objects/pack/pack-1.idx"));
        refused("objects/pack/pack-1.idx is no file");
        Files.delete(bare.resolve("objects/pack/pack-1.idx"));
        replace(bare.resolve("shallow"), Path.of("/dev/zero"));
        refused("gears.git/shallow leads there");
    }

    @Test
    void the_repository_of_the_workspace_is_looked_through_too() throws Exception {
        Path own = root.resolve(".git");
        repository(own, "Own").close();
        assertThat(titles("")).containsExactly("Own");
        Path pipe = pipe(own.resolve("refs/heads/other"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> titles("as: releases"))
                        .hasMessage("the repository cannot be read: refs/heads/other is no file"));
        Files.delete(pipe);
        Files.writeString(own.resolve("config"), "[include]\n  path = " + pipe(folder.resolve("pipe")) + "\n");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(titles("")).containsExactly("Own"));
        Files.writeString(own.resolve("objects/info/alternates"), secret.resolve("objects") + "\n");
        assertThat(titles("")).as("as git clone --reference makes it").containsExactly("Own");
    }

    @Test
    void nothing_is_larger_than_it_has_to_be() throws Exception {
        try (RandomAccessFile config =
                new RandomAccessFile(bare.resolve("config").toFile(), "rw")) {
            config.setLength(3_000_000_000L);
        }
        refused("gears.git/config is larger than 1 MB");
        Files.writeString(bare.resolve("config"), "");
        try (RandomAccessFile refs =
                new RandomAccessFile(bare.resolve("packed-refs").toFile(), "rw")) {
            refs.setLength(3_000_000_000L);
        }
        refused("gears.git/packed-refs is larger than 50 MB");
    }

    @Test
    void an_index_that_lies_about_its_size_is_refused() throws Exception {
        byte[] index = new byte[8 + 1024 + 40];
        index[0] = (byte) 0xff;
        index[1] = 't';
        index[2] = 'O';
        index[3] = 'c';
        index[7] = 2;
        for (int i = 0; i < 256; i++) {
            index[8 + i * 4] = 0x06; // 100 million objects that begin with 00
        }
        Files.write(bare.resolve("objects/pack/pack-1.idx"), index);
        Files.write(bare.resolve("objects/pack/pack-1.pack"), new byte[100]);
        refused("objects/pack/pack-1.idx is broken");
    }

    @Test
    void a_ref_refers_to_refs_of_its_own() throws Exception {
        Files.writeString(bare.resolve("HEAD"), "ref: refs/../../../secret.git/refs/heads/main\n");
        refused("gears.git/HEAD refers to what is no branch or tag");
        Files.writeString(bare.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.writeString(bare.resolve("refs/heads/x"), "ref: " + secret.resolve("HEAD") + "\n");
        refused("refs/heads/x refers to what is no branch or tag");
    }

    @Test
    void a_table_of_refs_is_its_own() throws Exception {
        Files.createDirectories(bare.resolve("reftable"));
        Files.writeString(bare.resolve("reftable/tables.list"), "../../../secret.git/reftable/1.ref\n");
        refused("gears.git/reftable/tables.list is broken");
    }

    @Test
    void a_form_that_is_not_known_is_told() throws Exception {
        Files.writeString(bare.resolve("config"), "[extensions]\n  objectformat = sha256\n");
        refused("its objects are not named by SHA-1");
        Files.writeString(bare.resolve("config"), "[core\n");
        refused("its config is broken");
    }

    @Test
    void a_mailmap_of_blanks_takes_no_time() {
        String blanks = " ".repeat(300_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(GitMailmap.parse("Ann" + blanks + "\n Ann Lee <a@x>" + blanks + "ann <b@x> # x\n")
                                .person("Ann", "b@x")
                                .name())
                        .isEqualTo("Ann Lee"));
    }

    @Test
    void one_commit_is_a_hundred_changes_at_most() throws Exception {
        try (Git git = Git.open(bare.toFile())) {
            StringBuilder notes = new StringBuilder("Much\n\n");
            for (int i = 0; i < 5000; i++) {
                notes.append("Note: of ").append(i).append('\n');
            }
            commit(git, notes.toString());
        }
        assertThat(titles("repository: gears.git\ntrailer: Note")).hasSize(100);
    }

    @Test
    void an_object_that_is_too_large_is_told() throws Exception {
        try (Git git = Git.open(bare.toFile())) {
            commit(git, "x".repeat(9_000_000));
        }
        refused("something in it is too large");
    }

    @Test
    void whatever_keeps_waiting_is_left() {
        CountDownLatch never = new CountDownLatch(1);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> GitReader.within(Duration.ofMillis(1500), "gears", () -> {
                            never.await();
                            return List.of();
                        }))
                        .hasMessage("gears takes more than 1 s to read"));
    }
}
