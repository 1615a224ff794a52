package org.broadsheet.edition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.broadsheet.source.BlockKind;
import org.broadsheet.source.Found;
import org.broadsheet.source.Item;
import org.broadsheet.source.KnownItem;
import org.broadsheet.source.Outside;
import org.broadsheet.source.Query;
import org.broadsheet.source.Source;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlValue;
import org.jspecify.annotations.Nullable;

/** What approved editions of a digest carried: a monthly roll-up of weeklies. It is read as it was approved. */
public final class EditionsSource implements Source {
    private static final int MOST = 200;

    private final Supplier<Editions> editions;
    private final Supplier<Bundles> bundles;

    /** Both are asked for when there is something to read: to know what a block means needs no database. */
    public EditionsSource(Supplier<Editions> editions, Supplier<Bundles> bundles) {
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
        if (!digest.isEmpty() && !digest.matches("[\\p{L}\\p{M}\\p{N}_.-]{1,180}")) {
            String message = "'digest' is '" + digest + "', which is no name of a file in digests/";
            keys.problems().error("bad-value", keys.at("digest"), message, "write it without .md");
        }
        BlockKind as = keys.oneOf("as", kind());
        List<BlockKind> kinds = kinds(keys);
        return digest.isEmpty()
                ? null
                : new Earlier(
                        digest,
                        !kinds.isEmpty() ? kinds : as == BlockKind.ITEMS ? List.of() : List.of(as),
                        lower(keys.texts("sections", "section")),
                        lower(keys.texts("topics", "topic")));
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

    /** What is empty chooses all. */
    private final class Earlier implements Query {
        private final String digest;
        private final List<BlockKind> kinds;
        private final List<String> sections;
        private final List<String> topics;

        Earlier(String digest, List<BlockKind> kinds, List<String> sections, List<String> topics) {
            this.digest = digest;
            this.kinds = kinds;
            this.sections = sections;
            this.topics = topics;
        }

        @Override
        public String place() {
            return digest;
        }

        @Override
        public String details() {
            return kinds + " " + sections + " " + topics;
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
            Map<String, Found> items = new LinkedHashMap<>();
            editions.get().all().stream()
                    .filter(edition -> edition.rehearsal() == 0 && edition.state() != EditionState.CANCELLED)
                    .filter(edition -> date(edition) != null)
                    .sorted(Comparator.comparing(ApprovedEdition::slug).reversed())
                    .limit(MOST)
                    .sorted(Comparator.comparing(ApprovedEdition::slug))
                    .forEach(edition -> add(edition, items));
            return Optional.of(List.copyOf(items.values()));
        }

        /** Null for one of another digest. */
        private @Nullable LocalDate date(ApprovedEdition edition) {
            String slug = edition.slug();
            if (!slug.matches("\\d{4}-\\d\\d-\\d\\d-.*") || !slug.substring(11).equals(digest)) {
                return null;
            }
            try {
                return LocalDate.parse(slug.substring(0, 10));
            } catch (DateTimeException noSuchDay) {
                return null;
            }
        }

        private void add(ApprovedEdition approved, Map<String, Found> items) {
            LocalDate date = Objects.requireNonNull(date(approved));
            bundles.get()
                    .text(approved.bundle())
                    .flatMap(text -> Optional.ofNullable(EditionParser.ofEditions(Defaults.NONE)
                            .parse("editions/" + approved.slug() + ".md", text)
                            .legible()))
                    .ifPresent(edition -> blocks(edition).stream()
                            .filter(block -> kinds.isEmpty() || kinds.contains(block.kind()))
                            .flatMap(block -> block.items().stream())
                            .forEach(item -> add(item, edition, date, items)));
        }

        private List<Content.Block> blocks(Edition edition) {
            List<Content> contents = new ArrayList<>();
            if (sections.isEmpty() && topics.isEmpty()) {
                contents.addAll(edition.opening());
            }
            edition.sections().stream()
                    .filter(this::isMeant)
                    .map(Section::contents)
                    .forEach(contents::addAll);
            return contents.stream()
                    .filter(Content.Block.class::isInstance)
                    .map(Content.Block.class::cast)
                    .toList();
        }

        private boolean isMeant(Section section) {
            boolean isNamed = sections.isEmpty()
                    || sections.contains(section.id().toLowerCase(Locale.ROOT))
                    || sections.contains(section.title().toLowerCase(Locale.ROOT));
            String topic = section.topic();
            return isNamed && (topics.isEmpty() || topic != null && topics.contains(topic.toLowerCase(Locale.ROOT)));
        }

        /** As the first edition had it that carried it. */
        private void add(Item item, Edition edition, LocalDate date, Map<String, Found> items) {
            if (item instanceof Item.Chart) {
                return;
            }
            String url = KnownItem.url(item);
            String id = url.isEmpty() ? KnownItem.name(item) : url;
            Found.Fields fields = KnownItem.fields(item, true).order(items.size());
            items.putIfAbsent(
                    id, new Found(id, date.atStartOfDay(edition.front().zone()).toInstant(), fields.map()));
        }
    }
}
