package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.broadsheet.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BundlesTest {
    private static final Instant NOW = Instant.parse("2025-11-20T09:00:00Z");
    private static final byte[] PICTURE = bytes("a picture");

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Bundle bundle() {
        return new Bundle(Map.of(Bundle.EDITION, bytes("# Text"), "editions/images/a.png", PICTURE));
    }

    private Bundles stored() {
        Bundles bundles = new Bundles(database.jdbi());
        bundles.store(bundle(), NOW);
        bundles.store(bundle(), NOW);
        return bundles;
    }

    @Test
    void a_bundle_comes_back_as_it_was_stored() {
        Bundle found = stored().find(bundle().sha256()).orElseThrow();
        assertThat(found.manifest()).isEqualTo(bundle().manifest());
        assertThat(found.read("editions/images/a.png")).contains(PICTURE);
        assertThat(found.read("editions/images/b.png")).isEmpty();
        assertThat(stored().text(bundle().sha256())).hasValue(bytes("# Text"));
        assertThat(stored().text("none")).isEmpty();
    }

    @Test
    void its_hash_depends_on_every_byte_and_every_name() {
        String hash = bundle().sha256();
        assertThat(new Bundle(Map.of(Bundle.EDITION, bytes("# Texs"), "editions/images/a.png", PICTURE)).sha256())
                .isNotEqualTo(hash);
        assertThat(new Bundle(Map.of(Bundle.EDITION, bytes("# Text"), "editions/images/b.png", PICTURE)).sha256())
                .isNotEqualTo(hash);
        assertThat(new Bundle(Map.of("editions/images/a.png", PICTURE, Bundle.EDITION, bytes("# Text"))).sha256())
                .isEqualTo(hash);
    }

    @Test
    void a_bundle_that_was_changed_in_the_database_is_refused() {
        Bundles bundles = stored();
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE bundle_file SET content = ? WHERE path = ?", bytes("other"), Bundle.EDITION));
        assertThatThrownBy(() -> bundles.find(bundle().sha256())).hasMessageContaining("not the one that was approved");
    }

    @Test
    void a_hosted_picture_is_found_by_its_hash_and_nothing_else_is() {
        Bundles bundles = stored();
        assertThat(bundles.image(Bundle.sha256(PICTURE) + ".png")).contains(PICTURE);
        assertThat(bundles.image(Bundle.sha256(bytes("# Text")) + ".png"))
                .as("no picture")
                .isEmpty();
        assertThat(bundles.image("_".repeat(64))).isEmpty();
        assertThat(bundles.image("%")).isEmpty();
    }

    @Test
    void recording_keeps_what_was_read_and_found() {
        RecordingAssets recording = new RecordingAssets(bundle());
        assertThat(recording.read("nowhere")).isEmpty();
        assertThat(recording.read(Bundle.EDITION)).isPresent();
        assertThat(recording.found()).containsOnlyKeys(Bundle.EDITION);
    }
}
