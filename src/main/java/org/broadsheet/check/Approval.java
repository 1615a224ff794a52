package org.broadsheet.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        Parsed parsed = parser.parse(file, markdown);
        List<Problem> findings = Preflight.check(parsed);
        if (parsed.edition() == null || findings.stream().anyMatch(found -> found.severity() == Severity.ERROR)) {
            return findings;
        }
        try {
            new Renderer(assets, brand, settings).render(parsed.edition());
            return findings;
        } catch (InputException e) {
            return java.util.stream.Stream.concat(findings.stream(), e.problems().stream())
                    .toList();
        }
    }

    /** @throws InputException with every finding, when one of them is an error */
    public Proof proof(String file, byte[] markdown) {
        Parsed parsed = parser.parse(file, markdown);
        List<Problem> findings = Preflight.check(parsed);
        if (findings.stream().anyMatch(found -> found.severity() == Severity.ERROR)) {
            throw new InputException(findings);
        }
        Edition edition = parsed.orThrow();
        RecordingAssets read = new RecordingAssets(assets);
        Mailing mailing = new Renderer(read, brand, settings).render(edition);
        Map<String, byte[]> files = new TreeMap<>(read.found());
        files.put(Bundle.EDITION, markdown);
        files.put(Bundle.SETTINGS, new BundledSettings(BundledSettings.RENDERER, brand, settings).toJson());
        return new Proof(edition, new Bundle(files), mailing, findings);
    }

    /** What can be shown of an edition before it passes the preflight. */
    public record Preview(Edition edition, Mailing mailing, List<Problem> findings) {}

    /**
     * Renders what can be rendered, whatever the preflight says of it.
     *
     * @throws InputException when there is nothing that could be rendered
     */
    public Preview preview(String file, byte[] markdown) {
        Parsed parsed = parser.parse(file, markdown);
        if (parsed.edition() == null) {
            throw new InputException(parsed.problems());
        }
        Mailing mailing = new Renderer(assets, brand, settings).render(parsed.edition());
        return new Preview(parsed.edition(), mailing, Preflight.check(parsed));
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
