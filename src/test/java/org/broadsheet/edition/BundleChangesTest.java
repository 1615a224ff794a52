package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BundleChangesTest {
    private static final String TEXT = """
            ---
            list: l
            subject: S
            ---
            Hello.

            ## One

            First.

            Second.

            ## Two

            ```items
            - title: a
            - title: b
            ```
            """;
    private static final String SETTINGS =
            "{\"renderer\":4,\"brand\":{\"name\":\"N\",\"accent\":\"#000000\"},\"settings\":{\"images\":\"INLINE\",\"url\":null}}";

    private static Bundle bundle(String text, String settings, String... more) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(Bundle.EDITION, text.getBytes(StandardCharsets.UTF_8));
        files.put(Bundle.SETTINGS, settings.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < more.length; i += 2) {
            files.put(more[i], more[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new Bundle(files);
    }

    private static java.util.List<String> changes(String now) {
        return BundleChanges.between(bundle(TEXT, SETTINGS), bundle(now, SETTINGS), "e.md");
    }

    @Test
    void nothing_differs_in_the_same() {
        assertThat(changes(TEXT)).isEmpty();
    }

    @Test
    void a_text_is_told_by_section_and_line() {
        assertThat(changes(TEXT.replace("Second.", "2nd."))).containsExactly("e.md:11: section 'One' was changed");
        assertThat(changes(TEXT.replace("- title: b", "- title: c\n- title: d")))
                .containsExactly("e.md:17-18: section 'Two' was changed");
        assertThat(changes(TEXT.replace("Hello.", "Hi."))).containsExactly("e.md:5: the opening was changed");
        assertThat(changes(TEXT.replace("Second.\n\n", ""))).containsExactly("e.md:7: section 'One' was changed");
        assertThat(changes(TEXT.replace("subject: S", "subject: T\ntitle: U")))
                .containsExactly("e.md: the front matter was changed (subject, title)");
        assertThat(changes(TEXT.replace("## Two", "## Three")))
                .containsExactly("e.md:13: section 'Three' is new", "e.md: section 'Two' is gone");
        assertThat(changes(TEXT.replace("Hello.\n", "Hello.\n\n"))).hasSize(1);
    }

    @Test
    void other_files_are_told_by_their_names_and_the_configuration_by_its_keys() {
        Bundle approved =
                bundle(TEXT, SETTINGS, "templates/recap/mail.html", "a", "made:jpeg-600:images/a.png", "x", "b", "b");
        Bundle now = bundle(
                TEXT,
                SETTINGS.replace("#000000", "#ffffff").replace("null", "\"https://x.example\""),
                "templates/recap/mail.html",
                "b",
                "made:jpeg-600:images/a.png",
                "y",
                "templates/recap/extra.html",
                "z");
        assertThat(BundleChanges.between(approved, now, "e.md"))
                .containsExactlyInAnyOrder(
                        "broadsheet.yaml was changed (brand.accent, url)",
                        "templates/recap/mail.html was changed",
                        "templates/recap/extra.html is new",
                        "images/a.png was changed",
                        "b is not used any more");
    }
}
