package org.broadsheet.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.FrontMatter;

/** Which topics a list has, as the digests and editions for it and the configuration declare them. */
public final class KnownTopics {
    private KnownTopics() {}

    /**
     * Their keys, sorted; none where nobody declares any, and then nobody can say that one is wrong. Files that cannot be read,
     * whatever is wrong with them, declare none.
     *
     * @param root of the workspace
     * @param configured those that the configuration declares for the list
     */
    public static Set<String> of(Path root, String list, Collection<String> configured) {
        Set<String> keys = new TreeSet<>(configured);
        fronts(root).stream()
                .filter(front -> front.list().equals(list))
                .forEach(front -> keys.addAll(front.topics().keySet()));
        return keys;
    }

    private static List<FrontMatter> fronts(Path root) {
        List<FrontMatter> fronts = new ArrayList<>();
        for (String folder : List.of("digests", "editions")) {
            EditionParser parser = folder.equals("digests")
                    ? EditionParser.ofDigests(Defaults.NONE)
                    : EditionParser.ofEditions(Defaults.NONE);
            files(root.resolve(folder)).stream()
                    .flatMap(file -> front(parser, file).stream())
                    .forEach(fronts::add);
        }
        return fronts;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                    .toList();
        } catch (IOException e) {
            return List.of(); // what is wrong with another edition is no fault of the one that is looked at
        }
    }

    private static Optional<FrontMatter> front(EditionParser parser, Path file) {
        try {
            String name = Objects.toString(file.getFileName());
            return Optional.ofNullable(
                            parser.parse(name, Files.readAllBytes(file)).edition())
                    .map(Edition::front);
        } catch (IOException e) {
            return Optional.empty(); // likewise, or it is gone since
        }
    }
}
