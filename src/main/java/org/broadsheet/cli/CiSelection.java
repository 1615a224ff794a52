package org.broadsheet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files a review is of.
 *
 * @param files as they are named from the workspace
 * @param isSample whether none of them has changed, and the newest edition stands for all of them
 */
record CiSelection(List<String> files, boolean isSample) {
    /** Why an edition is shown that nobody has changed. */
    static final String SAMPLE =
            "What has changed is no edition but how editions look; this is the newest, as a sample.";

    CiSelection {
        files = List.copyOf(files);
    }

    static CiSelection all(Path workspace) throws IOException {
        return new CiSelection(texts(workspace), false);
    }

    /** @param commit as people name one: {@code origin/main} */
    static CiSelection since(Path workspace, String commit) throws IOException, InterruptedException {
        List<String> changed = Checkout.since(workspace, commit);
        List<String> files = texts(workspace).stream().filter(changed::contains).toList();
        List<String> editions = markdown(workspace, "editions");
        boolean sample =
                files.isEmpty() && !editions.isEmpty() && changed.stream().anyMatch(CiSelection::isOfLooks);
        return new CiSelection(sample ? editions.subList(0, 1) : files, sample);
    }

    private static boolean isOfLooks(String name) {
        return name.startsWith("templates/")
                || name.equals("broadsheet.yaml")
                || name.matches("(?i).*\\.(png|jpe?g|gif|webp|svg)");
    }

    private static List<String> texts(Path workspace) throws IOException {
        return Stream.concat(markdown(workspace, "editions").stream(), markdown(workspace, "digests").stream())
                .toList();
    }

    /** The newest first, since their names begin with their dates. */
    private static List<String> markdown(Path workspace, String folder) throws IOException {
        if (!Files.isDirectory(workspace.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(workspace.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.startsWith("."))
                    .sorted(Comparator.reverseOrder())
                    .map(name -> folder + "/" + name)
                    .toList();
        }
    }
}
