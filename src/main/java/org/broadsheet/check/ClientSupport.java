package org.broadsheet.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which mail program understands which feature of HTML and CSS: {@code client-support.tsv}, which a script writes, and
 * {@code client-fallbacks.tsv}, which we do.
 *
 * @param date of the facts
 */
record ClientSupport(LocalDate date, Map<String, Feature> features, Map<String, String> fallbacks) {
    /**
     * @param name as its source calls it
     * @param title what it is: a property, an element, or a description
     * @param tested the month or day of the last test
     * @param without the programs that do not understand it at all, those with many readers first
     * @param majors how many of them have many readers
     */
    record Feature(String name, String title, String tested, List<String> without, int majors) {}

    static ClientSupport load() {
        return Loaded.TABLE;
    }

    private static final class Loaded {
        static final ClientSupport TABLE = read();

        private Loaded() {}
    }

    /** A feature that some program does not understand, and whose absence does harm. */
    Optional<Feature> harmful(String name) {
        return Optional.ofNullable(features.get(name))
                .filter(feature -> !feature.without().isEmpty() && !fallbacks.containsKey(name));
    }

    private static ClientSupport read() {
        Map<String, Feature> features = new LinkedHashMap<>();
        List<String> clients = new ArrayList<>();
        LocalDate date = LocalDate.EPOCH;
        for (String[] row : rows("client-support.tsv")) {
            switch (row[0]) {
                case "date" -> date = LocalDate.parse(row[1]);
                case "clients" -> clients.addAll(Arrays.asList(row).subList(1, row.length));
                default -> features.put(row[0], feature(row, clients));
            }
        }
        Map<String, String> fallbacks = new HashMap<>();
        rows("client-fallbacks.tsv").forEach(row -> fallbacks.put(row[0], row[1]));
        return new ClientSupport(date, features, fallbacks);
    }

    private static Feature feature(String[] row, List<String> clients) {
        List<String> majors = new ArrayList<>();
        List<String> minors = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            if (row[3].charAt(i) == 'n') {
                boolean major = clients.get(i).startsWith("*");
                (major ? majors : minors).add(clients.get(i).substring(major ? 1 : 0));
            }
        }
        List<String> without = new ArrayList<>(majors);
        without.addAll(minors);
        return new Feature(row[0], row[1], row[2], without, majors.size());
    }

    private static List<String[]> rows(String file) {
        try (InputStream in = Objects.requireNonNull(ClientSupport.class.getResourceAsStream("/check/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
