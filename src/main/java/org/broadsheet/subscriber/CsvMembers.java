package org.broadsheet.subscriber;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.subscriber.CsvColumns.Column;
import org.broadsheet.subscriber.CsvColumns.Known;

/**
 * Which members of a cell of JSON mean what a column of ours does. Programs that know no language of a person have it
 * there, where somebody asked for it.
 */
final class CsvMembers {
    private static final Map<String, Known> NAMES = ColumnNames.known();
    private static final Set<Known> TAKEN = Set.of(Known.FIRST_NAME, Known.LOCALE, Known.ZONE);

    private final Set<Known> columns;

    /** @param columns of the file: what stands in one of its own is not taken from elsewhere */
    CsvMembers(List<Column> columns) {
        this.columns = columns.stream()
                .filter(column -> column.known() != null)
                .map(Column::known)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What one person's members say, in the form that is stored.
     *
     * @param members by their names, as {@link CsvJson} spells them
     */
    Map<Known, Member> meant(Map<String, String> members) {
        Map<Known, Member> meant = new EnumMap<>(Known.class);
        members.forEach((name, text) -> {
            Known known = NAMES.get(name);
            if (known != null && TAKEN.contains(known) && !columns.contains(known)) {
                value(known, text).ifPresent(value -> meant.putIfAbsent(known, new Member(name, value)));
            }
        });
        return meant;
    }

    record Member(String name, String value) {}

    /** Empty for what can be none: it may mean something else there, and is kept as it is. */
    private static Optional<String> value(Known known, String text) {
        return switch (known) {
            case LOCALE -> Regional.locale(text);
            case ZONE -> Regional.zone(text);
            default -> Optional.of(text).filter(name -> !name.isBlank() && name.length() <= CsvValues.LONGEST_NAME);
        };
    }

    /** The first member of a cell that would be kept as it is. */
    Optional<String> kept(String cell) {
        Map<String, String> members = CsvJson.members(cell).orElse(Map.of());
        Set<String> meant = meant(members).values().stream().map(Member::name).collect(Collectors.toSet());
        return members.entrySet().stream()
                .filter(member -> !member.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(name -> !meant.contains(name))
                .findFirst();
    }
}
