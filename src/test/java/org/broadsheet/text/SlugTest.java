package org.broadsheet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugTest {
    @Test
    void a_title_becomes_words_joined_by_hyphens() {
        assertThat(Slug.of("Istio at KubeCon + CloudNativeCon!")).isEqualTo("istio-at-kubecon-cloudnativecon");
        assertThat(Slug.of("Café Zürich: what's new?")).isEqualTo("cafe-zurich-whats-new");
        assertThat(Slug.of("会議 2025")).isEqualTo("会議-2025");
        assertThat(Slug.of("…")).isEmpty();
    }
}
