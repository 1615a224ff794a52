package org.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    @TempDir
    Path folder;

    private final WatchedFiles files = new WatchedFiles();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a.md"), "one");
        files.note(file);
    }

    @Test
    void a_file_that_nobody_touches_has_not_changed() {
        assertThat(files.haveChanged()).isFalse();
        assertThat(files.renew()).isFalse();
    }

    @Test
    void a_save_is_seen_until_it_is_taken_note_of() throws IOException {
        Files.writeString(file, "one two");
        assertThat(files.haveChanged()).isTrue();
        assertThat(files.renew()).isTrue();
        assertThat(files.haveChanged()).isFalse();
    }

    @Test
    void a_save_by_renaming_is_seen_even_if_size_and_time_are_the_same() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Path other = Files.writeString(folder.resolve("a.md~"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertThat(files.haveChanged()).isTrue();
    }

    @Test
    void a_file_that_goes_and_one_that_comes_are_seen() throws IOException {
        Path absent = folder.resolve("templates/recap/style.css");
        files.note(absent);
        Files.delete(file);
        assertThat(files.renew()).isTrue();

        Files.createDirectories(absent.getParent());
        assertThat(files.haveChanged()).isFalse();
        Files.writeString(absent, "a { color: red }");
        assertThat(files.haveChanged()).isTrue();
    }

    @Test
    void a_change_between_noting_and_noting_again_is_not_forgotten() throws IOException {
        Files.writeString(file, "changed before it was read");
        files.note(file);
        assertThat(files.haveChanged()).isTrue();
    }
}
