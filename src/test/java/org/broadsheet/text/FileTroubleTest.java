package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileTroubleTest {
    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("a/b"), "change its permissions"),
                Arguments.of(new NoSuchFileException("a/b"), "there is no a/b"),
                Arguments.of(new FileAlreadyExistsException("a/b"), "is in the way"),
                Arguments.of(new NotDirectoryException("a/b"), "is not a folder"),
                Arguments.of(new DirectoryNotEmptyException("a/b"), "with something in it"),
                Arguments.of(new FileSystemLoopException("a/b"), "leads back to itself"),
                Arguments.of(new FileSystemException("a/b", null, "Read-only file system"), "nothing may be written"),
                Arguments.of(new FileSystemException("a/b", null, "Is a directory"), "a/b: Is a directory"),
                Arguments.of(new FileSystemException("a/b"), "a/b cannot be made"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void a_file_is_named_and_so_is_what_is_wrong_with_it(IOException trouble, String words) {
        assertThat(FileTrouble.words(trouble)).contains("a/b", words).doesNotContain("Exception");
        assertThat(FileTrouble.in(new IllegalStateException(new UncheckedIOException(trouble))))
                .contains(FileTrouble.words(trouble));
    }

    @Test
    void other_trouble_keeps_its_own_words() {
        assertThat(FileTrouble.words(new IOException("the pipe broke"))).isEqualTo("the pipe broke");
        assertThat(FileTrouble.in(new IOException("the pipe broke"))).isEmpty();
    }
}
