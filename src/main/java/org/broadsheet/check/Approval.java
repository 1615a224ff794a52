package org.broadsheet.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Parsed;
import org.broadsheet.edition.RecordingAssets;
import org.broadsheet.render.BundledSettings;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Mailings;
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
    private final Surroundings around;

    public Approval(EditionParser parser, Assets assets, Brand brand, Settings settings, Surroundings around) {
        this.parser = parser;
        this.assets = assets;
        this.brand = brand;
        this.settings = settings;
        this.around = around;
    }

    /** Of what a bundle holds, as it was frozen. */
    public static Approval ofBundle(Bundle bundle, Surroundings around) {
        BundledSettings frozen =
                BundledSettings.ofJson(bundle.read(Bundle.SETTINGS).orElseThrow());
        EditionParser parser = EditionParser.ofEditions(org.broadsheet.edition.Defaults.NONE);
        return new Approval(parser, bundle, frozen.brand(), frozen.settings(), around);
    }

    /**
     * An edition that may be approved.
     *
     * @param findings of the preflight: warnings and notes, no errors but those that are ignored
     */
    public record Proof(Edition edition, Bundle bundle, Mailing mailing, List<Problem> findings) {}

    /** What the preflight finds, rendering included; empty when all is well. */
    public List<Problem> check(String file, byte[] markdown) {
        return attempt(file, markdown, assets).findings();
    }

    /**
     * What the preflight finds and what the mail weighs.
     *
     * @param weight null when there is no mail
     * @param approval whether somebody has to approve the edition; null when it could not be read
     */
    public record Checked(List<Problem> findings, @Nullable Weight weight, FrontMatter.@Nullable Approval approval) {}

    /** @param links asks for the pages that are linked; null to leave them alone */
    public Checked inspect(String file, byte[] markdown, @Nullable OnlineLinks links) {
        Attempt attempt = attempt(file, markdown, assets);
        Edition edition = attempt.edition();
        List<Problem> online = links == null || edition == null ? List.of() : links.check(Matter.of(file, edition));
        List<Problem> all = Preflight.sorted(file, Stream.concat(attempt.findings().stream(), online.stream()));
        Mailing mailing = attempt.mailing();
        return new Checked(
                all,
                mailing == null ? null : Weight.of(mailing),
                edition == null ? null : edition.front().approval());
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
        Preflight preflight = new Preflight(parsed, new String(markdown, StandardCharsets.UTF_8), around);
        List<Problem> text = preflight.text();
        Mailing mailing = null;
        List<Problem> more = List.of();
        try {
            if (parsed.legible() != null) {
                Renderer.Sketch sketch = new Renderer(files, brand, settings).sketch(parsed.legible());
                mailing = sketch.mailing();
                more = new ArrayList<>(preflight.mail(mailing, brand, files));
                more.addAll(preflight.located(sketch.problems()));
            }
        } catch (InputException e) {
            more = preflight.located(e.problems());
        }
        return new Attempt(
                parsed.edition(), mailing, Preflight.sorted(file, Stream.concat(text.stream(), more.stream())));
    }

    /** @throws InputException with every finding, when one of them is an error */
    public Proof proof(String file, byte[] markdown) {
        return proof(file, markdown, Set.of());
    }

    /**
     * @param ignored rules whose errors stop nothing; their findings are notes
     * @throws InputException with every finding, when one of them is an error
     */
    public Proof proof(String file, byte[] markdown, Set<String> ignored) {
        RecordingAssets read = new RecordingAssets(assets);
        Attempt attempt = attempt(file, markdown, read);
        Edition edition = attempt.edition();
        List<Problem> shared = edition == null ? List.of() : SharedWords.check(edition, around);
        List<Problem> all = Preflight.sorted(file, Stream.concat(attempt.findings().stream(), shared.stream()));
        List<Problem> findings = ignoring(ignored, all);
        Mailing mailing = attempt.mailing();
        boolean errors = findings.stream().anyMatch(found -> found.severity() == Severity.ERROR);
        if (errors || edition == null || mailing == null) {
            throw new InputException(findings);
        }
        // What is approved must be there for every reader, whatever their language.
        new Mailings(new Renderer(read, brand, settings), edition).inAnotherLanguage();
        Map<String, byte[]> files = new TreeMap<>(read.found());
        files.put(Bundle.EDITION, markdown);
        files.put(Bundle.SETTINGS, new BundledSettings(BundledSettings.RENDERER, brand, settings).toJson());
        return new Proof(edition, new Bundle(files), mailing, findings);
    }

    /** The same findings, those of these rules as notes. */
    public static List<Problem> ignoring(Set<String> rules, List<Problem> findings) {
        return findings.stream()
                .map(found -> rules.contains(found.rule()) && canBeIgnored(found) ? ignored(found) : found)
                .toList();
    }

    private static boolean canBeIgnored(Problem found) {
        return Rules.find(found.rule()).filter(Rule::canBeIgnored).isPresent();
    }

    private static Problem ignored(Problem found) {
        return new Problem(Severity.NOTE, found.rule(), found.at(), found.message() + " (ignored)", found.hint());
    }

    /**
     * What can be shown of an edition before it passes the preflight.
     *
     * @param mailings the same for readers of other languages, rendered when they are asked for
     */
    public record Preview(Edition edition, Mailing mailing, Mailings mailings, List<Problem> findings) {}

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
        Mailings mailings =
                Mailings.sketches(new Renderer(assets, brand, settings), attempt.edition(), attempt.mailing());
        return new Preview(attempt.edition(), attempt.mailing(), mailings, attempt.findings());
    }

    /** An approved edition, for readers of any language. */
    public record Reopened(Edition edition, Mailings mailings) {}

    /** The edition that a bundle holds, to be rendered as it was when it was approved. */
    public static Reopened reopen(String slug, Bundle bundle) {
        byte[] markdown = bundle.read(Bundle.EDITION).orElseThrow();
        BundledSettings frozen =
                BundledSettings.ofJson(bundle.read(Bundle.SETTINGS).orElseThrow());
        // Approved with errors that somebody chose to ignore: they are not looked at again.
        Parsed parsed =
                EditionParser.ofEditions(org.broadsheet.edition.Defaults.NONE).parse(slug + ".md", markdown);
        Edition edition = parsed.edition() == null ? parsed.orThrow() : parsed.edition();
        return new Reopened(edition, new Mailings(new Renderer(bundle, frozen.brand(), frozen.settings()), edition));
    }
}
