package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.broadsheet.edition.Slot.EditionField;
import org.broadsheet.edition.Slot.Hole;
import org.broadsheet.edition.Slot.Literal;
import org.broadsheet.edition.Slot.OfEdition;
import org.broadsheet.edition.Slot.OfSubscriber;
import org.broadsheet.edition.Slot.SubscriberField;
import org.junit.jupiter.api.Test;

class SlotTest {
    @Test
    void a_text_is_split_at_its_slots() {
        assertThat(Slot.split("Hi {{ subscriber.first_name | dear reader }}: {{edition.lead}}"))
                .containsExactly(
                        new Literal("Hi "),
                        new Hole(new OfSubscriber(SubscriberField.FIRST_NAME, "dear reader")),
                        new Literal(": "),
                        new Hole(new OfEdition(EditionField.LEAD)));
    }

    @Test
    void only_the_documented_names_make_a_slot() {
        for (String text : List.of(
                "{{subscriber.email}}",
                "{{subscriber}}",
                "{{ .Values.image }}",
                "{{edition.title|x}}",
                "{{{subscriber.name}}}",
                "{{subscriber.name}",
                "{{subscriber.name|a\nb}}",
                "{{#subscriber.name}}")) {
            assertThat(Slot.split(text)).as(text).containsExactly(new Literal(text));
        }
    }

    @Test
    void a_slip_is_told_and_foreign_braces_are_not() {
        assertThat(Slot.mistakes("{{subscriber.frist_name}} {{edtion.title}} {{edition.title|x}}"))
                .extracting(Slot.Mistake::hint)
                .containsExactly(
                        "did you mean 'first_name'?",
                        "did you mean 'edition'?",
                        "a value of the edition has no fallback");
        assertThat(Slot.mistakes("{{ github.ref }} {{ .Values.x }} {{subscriber.name}} {{ config.name }}"))
                .isEmpty();
    }

    @Test
    void nothing_is_lost_by_splitting() {
        Random random = new Random(11);
        List<String> parts =
                List.of("{", "}", "{{", "}}", "subscriber.", "name", "|", "x", "\n", "edition.", "😀", " ");
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(14), 0, parts.size()).forEach(i -> text.append(parts.get(i)));
            StringBuilder literals = new StringBuilder();
            int holes = 0;
            for (Slot.Piece piece : Slot.split(text.toString())) {
                if (piece instanceof Literal literal) {
                    literals.append(literal.text());
                } else {
                    holes++;
                }
            }
            if (holes == 0) {
                assertThat(literals.toString()).isEqualTo(text.toString());
            }
            assertThat(literals.length() + holes * "{{edition.id}}".length()).isLessThanOrEqualTo(text.length());
        }
    }
}
