package org.broadsheet.edition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Found;
import org.broadsheet.source.Outside;
import org.broadsheet.source.Query;
import org.broadsheet.source.Source;
import org.broadsheet.text.Nearest;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** What approved editions of a digest carried: a monthly roll-up of weeklies. It is read as it was approved. */
public final class EditionsSource implements Source {
    private static final int MOST = 200;
    private static final int DAY = "2026-01-31-".length();

    private final Supplier<List<String>> digests;
    private final Predicate<String> hasEditions;
    private final Supplier<Editions> editions;
    private final Supplier<Bundles> bundles;

    /**
     * Editions and bundles are asked for when there is something to read: to know what a block means needs no database.
     *
     * @param digests the names of those that there are
     * @param hasEditions whether editions were approved of a digest whose file is gone
     */
    public EditionsSource(
            Supplier<List<String>> digests,
            Predicate<String> hasEditions,
            Supplier<Editions> editions,
            Supplier<Bundles> bundles) {
        this.digests = digests;
        this.hasEditions = hasEditions;
        this.editions = editions;
        this.bundles = bundles;
    }

    @Override
    public String word() {
        return "editions";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.ITEMS;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        String digest = keys.text("digest");
        if (!digest.isEmpty()) {
            refuseUnknown(digest, keys);
        }
        BlockKind as = keys.oneOf("as", kind());
        boolean keeps = keys.value("as") == null;
        List<BlockKind> kinds = kinds(keys);
        boolean isImplied = keeps || kinds.isEmpty() && as != BlockKind.ITEMS;
        EarlierEdition.Choice choice = new EarlierEdition.Choice(
                kinds.isEmpty() && isImplied && !keeps ? List.of(as) : kinds,
                lower(keys.texts("sections", "section")),
                lower(keys.texts("topics", "topic")),
                keeps);
        return digest.isEmpty() ? null : new Earlier(digest, choice, isImplied ? "" : " as " + as.word());
    }

    /** One that is mistyped would have nothing new, for ever. */
    private void refuseUnknown(String digest, YamlMap keys) {
        if (!digest.matches("[\\p{L}\\p{M}\\p{N}_.-]{1,180}")) {
            String message = "'digest' is '" + digest + "', which is no name of a file in digests/";
            keys.problems().error("bad-value", keys.at("digest"), message, "write it without .md");
            return;
        }
        List<String> known = digests.get();
        if (!known.contains(digest) && !hasEditions.test(digest)) {
            String message = "there is no digest '" + digest + "' in digests/, and no edition of one";
            keys.problems().error("unknown-digest", keys.at("digest"), message, Nearest.hint(digest, known));
        }
    }

    /** Of which digest an edition is by its name; empty when it is of none. */
    public static String digestOf(String edition) {
        return edition.matches("\\d{4}-\\d\\d-\\d\\d-.+") ? edition.substring(DAY) : "";
    }

    private static List<BlockKind> kinds(YamlMap keys) {
        YamlValue value = keys.value("kinds", "kind");
        return value == null
                ? List.of()
                : value.list().stream()
                        .map(entry -> entry.oneOf(BlockKind.class))
                        .flatMap(Stream::ofNullable)
                        .toList();
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private final class Earlier implements Query {
        private final String digest;
        private final EarlierEdition.Choice choice;
        private final String as;

        /** @param as what all of it is made into; empty when that follows from the choice */
        Earlier(String digest, EarlierEdition.Choice choice, String as) {
            this.digest = digest;
            this.choice = choice;
            this.as = as;
        }

        @Override
        public String place() {
            return digest;
        }

        @Override
        public String details() {
            return choice.kinds() + " " + choice.sections() + " " + choice.topics() + as;
        }

        /** An edition that is cancelled takes back what it would have carried. */
        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        @Override
        public Optional<List<Found>> ask(Outside outside) {
            EarlierEdition.Items items = new EarlierEdition.Items();
            editions.get().all().stream()
                    .filter(edition -> edition.rehearsal() == 0 && edition.state() != EditionState.CANCELLED)
                    .filter(edition -> date(edition) != null)
                    .sorted(Comparator.comparing(ApprovedEdition::slug).reversed())
                    .limit(MOST)
                    .sorted(Comparator.comparing(ApprovedEdition::slug))
                    .forEach(edition -> bundles.get()
                            .text(edition.bundle())
                            .map(text -> new EarlierEdition(
                                    edition.slug(), Objects.requireNonNull(date(edition)), text, choice, outside))
                            .ifPresent(carried -> carried.addTo(items)));
            return Optional.of(items.list());
        }

        /** Null for one of another digest. */
        private @Nullable LocalDate date(ApprovedEdition edition) {
            String slug = edition.slug();
            if (!digestOf(slug).equals(digest)) {
                return null;
            }
            try {
                return LocalDate.parse(slug.substring(0, 10));
            } catch (DateTimeException noSuchDay) {
                return null;
            }
        }
    }
}
