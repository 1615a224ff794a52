package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedAssetsTest {
    @TempDir
    private Path root;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void a_thing_is_made_once_as_long_as_its_file_stays_the_same() throws IOException {
        Files.writeString(root.resolve("a.png"), "one");
        assertThat(make("x")).isEqualTo("one x");
        assertThat(make("x")).isEqualTo("one x");
        assertThat(made).hasValue(1);
        assertThat(make("y")).isEqualTo("one y");
        Files.writeString(root.resolve("a.png"), "two");
        assertThat(make("x")).isEqualTo("two x");
        assertThat(made).hasValue(3);
        assertThat(assets().derived("gone.png", "x", file -> file)).isEmpty();
    }

    @Test
    void what_somebody_changed_in_the_folder_is_made_again() throws IOException {
        Files.writeString(root.resolve("a.png"), "one");
        make("x");
        try (Stream<Path> kept = Files.list(root.resolve("cache"))) {
            for (Path file : kept.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1]++;
                Files.write(file, bytes);
            }
        }
        assertThat(make("x")).isEqualTo("one x");
        assertThat(made).hasValue(2);
    }

    @Test
    void a_folder_that_cannot_be_written_only_costs_time() throws IOException {
        Files.writeString(root.resolve("a.png"), "one");
        Files.writeString(root.resolve("cache"), "a file in its place");
        assertThat(make("x")).isEqualTo("one x");
        assertThat(make("x")).isEqualTo("one x");
    }

    @Test
    void a_failure_is_passed_on_and_not_kept() throws IOException {
        Files.writeString(root.resolve("a.png"), "one");
        assertThatThrownBy(() -> assets().derived("a.png", "x", file -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(make("x")).isEqualTo("one x");
    }

    @Test
    void a_bundle_holds_what_was_made_in_place_of_the_file() throws IOException {
        Files.writeString(root.resolve("a.png"), "one");
        RecordingAssets recording = new RecordingAssets(assets());
        recording.derived("a.png", "x", file -> (new String(file) + " x").getBytes());
        Bundle bundle = new Bundle(recording.found());
        assertThat(bundle.files()).containsOnlyKeys("made:x:a.png");
        assertThat(bundle.derived("a.png", "x", file -> file)).contains("one x".getBytes());
        assertThat(bundle.derived("a.png", "y", file -> file)).isEmpty();
    }

    private String make(String how) {
        return new String(assets().derived("a.png", how, file -> {
                    made.incrementAndGet();
                    return (new String(file) + " " + how).getBytes();
                })
                .orElseThrow());
    }

    private Assets assets() {
        return new CachedAssets(new WorkspaceFiles(root), root.resolve("cache"));
    }
}
