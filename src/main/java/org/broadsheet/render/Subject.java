package org.broadsheet.render;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The subject, with its slots still open. */
record Subject(List<Part> parts) {
    /** Either text or a slot. */
    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Hole(Personal slot) implements Part {}

    boolean isTheSameForAll() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    Subject after(String words) {
        return new Subject(
                Stream.concat(Stream.of(new Literal(words)), parts.stream()).toList());
    }

    String text(Recipient recipient) {
        return parts.stream()
                .map(part -> part instanceof Hole hole ? hole.slot().value(recipient) : ((Literal) part).text())
                .collect(Collectors.joining());
    }
}
