package org.broadsheet.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.edition.Assets;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Utf8;

/**
 * The files of one template: those of {@code templates/NAME/}, and for each that is not there the one of the template that
 * it extends.
 *
 * @param chain the template's own settings first, then those of what it extends, and so on
 */
record TemplateFolder(Assets assets, List<TemplateSettings> chain) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final int LONGEST_CHAIN = 8;
    private static final int MOST_BYTES = 1_000_000;

    /** @param wanted where the template was asked for */
    static TemplateFolder open(Assets assets, String name, Position wanted) {
        TemplateFolder folder =
                new TemplateFolder(assets, NAME.matcher(name).matches() ? chain(assets, name) : List.of());
        if (folder.read(Medium.HTML.template()).isPresent()) {
            return folder;
        }
        List<String> known = known(assets);
        String hint = known.isEmpty()
                ? "a template is a folder templates/" + name + "/ with mail.html and mail.txt"
                : "there are: " + String.join(", ", known);
        throw new InputException(
                Problem.error("missing-template", wanted, "There is no template called '" + name + "'", hint));
    }

    /**
     * One that an edition may use.
     *
     * @param wanted where the edition names it
     */
    static TemplateFolder forEdition(Assets assets, String name, Position wanted) {
        TemplateFolder folder = open(assets, name, wanted);
        if (folder.chain.stream().anyMatch(one -> one.folder().equals(Notices.TEMPLATE))) {
            String others = known(assets).stream()
                    .filter(other -> !other.equals(name) && !other.equals(Notices.TEMPLATE))
                    .collect(Collectors.joining(", "));
            throw new InputException(Problem.error(
                    "missing-template",
                    wanted,
                    "The template '" + name + "' is for mail to one person, not for an edition",
                    "for editions there are: " + others));
        }
        return folder;
    }

    private static List<TemplateSettings> chain(Assets assets, String name) {
        List<TemplateSettings> chain = new ArrayList<>();
        TemplateSettings next = TemplateSettings.read(assets, name);
        chain.add(next);
        while (next.extended() != null) {
            String extended = next.extended();
            if (chain.size() == LONGEST_CHAIN
                    || chain.stream().anyMatch(one -> one.folder().equals(extended))) {
                throw new InputException(Problem.error(
                        "bad-template", next.at(), "This template extends itself", "name another one, or none"));
            }
            next = TemplateSettings.read(assets, extended, next.at());
            chain.add(next);
        }
        return List.copyOf(chain);
    }

    /** What has parts of a mail for others only, as {@code common} has, is no template. */
    private static List<String> known(Assets assets) {
        return assets.folders("templates").stream()
                .filter(name -> assets.read(path(name, Medium.HTML.template())).isPresent()
                        || TemplateSettings.read(assets, name).extended() != null)
                .toList();
    }

    Optional<String> read(String file) {
        return chain.stream().flatMap(one -> read(one.folder(), file).stream()).findFirst();
    }

    private Optional<String> read(String folder, String file) {
        return text(assets, path(folder, file));
    }

    private static Optional<String> text(Assets assets, String path) {
        return assets.read(path).map(bytes -> decoded(path, bytes).replace("\r\n", "\n"));
    }

    private static String decoded(String path, byte[] bytes) {
        Problems problems = new Problems();
        return Utf8.decode(path, bytes, MOST_BYTES, problems).orElseThrow(() -> new InputException(problems.list()));
    }

    /** The style sheets of all that the template extends, then its own: what comes later wins. */
    String css(Palette palette) {
        List<TemplateSettings> basesFirst = new ArrayList<>(chain);
        Collections.reverse(basesFirst);
        StringBuilder css = new StringBuilder();
        for (TemplateSettings one : basesFirst) {
            read(one.folder(), "style.css").ifPresent(sheet -> {
                String file = path(one.folder(), "style.css");
                String painted = palette.paint(sheet, file);
                StyleRules.of(painted, file);
                css.append(painted).append('\n');
            });
        }
        return css.toString();
    }

    /** As a person knows the file: where it is, or where it would be expected. */
    String path(String file) {
        return chain.stream()
                .map(one -> path(one.folder(), file))
                .filter(path -> assets.read(path).isPresent())
                .findFirst()
                .orElseGet(() -> path(chain.get(0).folder(), file));
    }

    private static String path(String folder, String file) {
        return "templates/" + folder + "/" + file;
    }
}
