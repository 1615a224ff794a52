package org.broadsheet.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Section;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;
import org.broadsheet.text.Utf8;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;

/**
 * How people and organisations are spelt.
 *
 * @param listed those of {@code names.yaml}, which are right
 * @param earlier those of other editions of the workspace, by the file that spells them so
 * @param problems what is wrong with {@code names.yaml}
 */
public record KnownNames(Lists listed, Earlier earlier, List<Problem> problems) {
    /** In the workspace: two lists, {@code people} and {@code organisations}. */
    public static final String FILE = "names.yaml";

    public static final KnownNames NONE =
            new KnownNames(new Lists(List.of(), List.of()), new Earlier(Map.of(), Map.of()), List.of());

    private static final int MOST_BYTES = 500_000;
    private static final int MOST_EDITIONS = 30;

    public record Lists(List<String> people, List<String> organisations) {}

    public record Earlier(Map<String, String> people, Map<String, String> organisations) {}

    /**
     * Reads them anew.
     *
     * @param id of the edition that is checked, whose own file does not count
     */
    public static KnownNames of(Path workspace, String id) {
        Problems problems = new Problems();
        Lists listed = listed(workspace.resolve(FILE), problems);
        return new KnownNames(listed, earlier(workspace.resolve("editions"), id), problems.list());
    }

    private static Lists listed(Path file, Problems problems) {
        try {
            if (!Files.isRegularFile(file)) {
                return NONE.listed();
            }
            String text = Utf8.decode(FILE, Files.readAllBytes(file), MOST_BYTES, problems)
                    .orElse("");
            YamlValue value = YamlParser.parse(new Position(FILE, 1, 1), text, problems);
            YamlMap map = value == null || value.isNull() ? null : value.map();
            if (map == null) {
                return NONE.listed();
            }
            Lists lists = new Lists(map.texts("people", "persons"), map.texts("organisations", "organizations"));
            map.refuseOthers();
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static Earlier earlier(Path folder, String id) {
        Map<String, String> people = new LinkedHashMap<>();
        Map<String, String> organisations = new LinkedHashMap<>();
        for (Path file : files(folder, id)) {
            String name = "editions/" + file.getFileName();
            for (Item item : items(name, file)) {
                ItemReader.people(item).forEach(person -> people.putIfAbsent(person, name));
                String organisation = ItemReader.organisation(item);
                if (organisation != null) {
                    organisations.putIfAbsent(organisation, name);
                }
            }
        }
        return new Earlier(people, organisations);
    }

    /** The latest first: their names begin with their dates. */
    private static List<Path> files(Path folder, String id) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.getFileName().toString().equals(id + ".md"))
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST_EDITIONS)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }

    private static List<Item> items(String name, Path file) {
        try {
            Edition edition = EditionParser.ofEditions(Defaults.NONE)
                    .parse(name, Files.readAllBytes(file))
                    .legible();
            return edition == null ? List.of() : items(edition);
        } catch (IOException unreadable) {
            return List.of(); // it is not the one that is checked
        }
    }

    static List<Item> items(Edition edition) {
        List<Content> contents = new ArrayList<>(edition.opening());
        edition.sections().stream().map(Section::contents).forEach(contents::addAll);
        return contents.stream()
                .filter(Content.Block.class::isInstance)
                .flatMap(content -> ((Content.Block) content).items().stream())
                .toList();
    }
}
