package org.broadsheet.check;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Parsed;
import org.broadsheet.edition.RecordingAssets;
import org.broadsheet.render.BundledSettings;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Renderer;
import org.broadsheet.render.Settings;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Freezes an edition: what passes the preflight is rendered once, and just what that rendering read becomes the bundle.
 * The other way round, a bundle is rendered with nothing but itself. Thread-safe.
 */
public final class Approval {
    private final EditionParser parser;
    private final Assets assets;
    private final Brand brand;
    private final Settings settings;

    public Approval(EditionParser parser, Assets assets, Brand brand, Settings settings) {
        this.parser = parser;
        this.assets = assets;
        this.brand = brand;
        this.settings = settings;
    }

    /**
     * An edition that may be approved.
     *
     * @param findings of the preflight: warnings and notes, no errors
     */
    public record Proof(Edition edition, Bundle bundle, Mailing mailing, List<Problem> findings) {}

    /** What the preflight finds, rendering included; empty when all is well. */
    public List<Problem> check(String file, byte[] markdown) {
        return attempt(file, markdown, assets).findings();
    }

    /**
     * What came of reading, checking and rendering a text.
     *
     * @param mailing null when it cannot be rendered; not to be shown when the edition is null
     */
    private record Attempt(
            @Nullable Edition edition, @Nullable Mailing mailing, List<Problem> findings) {}

    /** Goes as far as it can, so that a mistake of one kind does not hide those of another. */
    private Attempt attempt(String file, byte[] markdown, Assets files) {
        Parsed parsed = parser.parse(file, markdown);
        List<Problem> checked = Preflight.check(parsed);
        if (parsed.legible() == null) {
            return new Attempt(null, null, checked);
        }
        try {
            Renderer.Sketch sketch = new Renderer(files, brand, settings).sketch(parsed.legible());
            return new Attempt(parsed.edition(), sketch.mailing(), all(file, checked, sketch.problems()));
        } catch (InputException e) {
            List<Problem> rendering =
                    TemplateKey.locate(file, new String(markdown, StandardCharsets.UTF_8), e.problems());
            return new Attempt(parsed.edition(), null, all(file, checked, rendering));
        }
    }

    private static List<Problem> all(String file, List<Problem> checked, List<Problem> rendering) {
        return Stream.concat(checked.stream(), rendering.stream())
                .distinct()
                .sorted(Comparator.comparing(
                                (Problem problem) -> !problem.at().file().equals(file))
                        .thenComparing(problem -> problem.at().line())
                        .thenComparing(problem -> problem.at().column()))
                .toList();
    }

    /** @throws InputException with every finding, when one of them is an error */
    public Proof proof(String file, byte[] markdown) {
        RecordingAssets read = new RecordingAssets(assets);
        Attempt attempt = attempt(file, markdown, read);
        List<Problem> findings = attempt.findings();
        Edition edition = attempt.edition();
        Mailing mailing = attempt.mailing();
        boolean errors = findings.stream().anyMatch(found -> found.severity() == Severity.ERROR);
        if (errors || edition == null || mailing == null) {
            throw new InputException(findings);
        }
        Map<String, byte[]> files = new TreeMap<>(read.found());
        files.put(Bundle.EDITION, markdown);
        files.put(Bundle.SETTINGS, new BundledSettings(BundledSettings.RENDERER, brand, settings).toJson());
        return new Proof(edition, new Bundle(files), mailing, findings);
    }

    /** What can be shown of an edition before it passes the preflight. */
    public record Preview(Edition edition, Mailing mailing, List<Problem> findings) {}

    /**
     * Renders what can be rendered, whatever the preflight says of it; a picture that is not there is the words that describe
     * it.
     *
     * @throws InputException when there is nothing that could be rendered
     */
    public Preview preview(String file, byte[] markdown) {
        Attempt attempt = attempt(file, markdown, assets);
        if (attempt.edition() == null || attempt.mailing() == null) {
            throw new InputException(attempt.findings());
        }
        return new Preview(attempt.edition(), attempt.mailing(), attempt.findings());
    }

    /** The edition that a bundle holds, rendered as it was when it was approved. */
    public static Proof reopen(String slug, Bundle bundle) {
        byte[] markdown = bundle.read(Bundle.EDITION).orElseThrow();
        BundledSettings frozen =
                BundledSettings.ofJson(bundle.read(Bundle.SETTINGS).orElseThrow());
        Edition edition = EditionParser.ofEditions(org.broadsheet.edition.Defaults.NONE)
                .parse(slug + ".md", markdown)
                .orThrow();
        Mailing mailing = new Renderer(bundle, frozen.brand(), frozen.settings()).render(edition);
        return new Proof(edition, bundle, mailing, List.of());
    }
}
