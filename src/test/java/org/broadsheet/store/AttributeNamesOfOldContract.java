package org.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

abstract class AttributeNamesOfOldContract {
    private static final Map<String, String> PEOPLE = Map.of(
            "a@x.example", "{\"company\":\"Acme\",\"city\":\"Lisbon\"}",
            "b@x.example", "{\"company\":\"none, as \\\"shoe\\\": is\"}",
            "c@x.example", "{}");

    @RegisterExtension
    final TestDatabase database;

    AttributeNamesOfOldContract(TestDatabase database) {
        this.database = database;
    }

    @Test
    void each_name_that_people_came_with_before_is_kept_once() throws Exception {
        database.get().jdbi().useTransaction(handle -> {
            PreparedBatch people = handle.prepareBatch("""
                    INSERT INTO subscriber
                      (address, address_key, address_hash, name, first_name, locale, zone, tags, attributes, created_at, updated_at)
                    VALUES (:address, :address, :address, '', '', '', '', '', :attributes, now(), now())
                    """);
            PEOPLE.forEach((address, attributes) -> people.bind("address", address)
                    .bind("attributes", attributes)
                    .add());
            people.execute();

            AttributeNamesOfOld.fill(handle.getConnection());

            assertThat(handle.select("SELECT name FROM attribute_name").mapTo(String.class))
                    .containsExactlyInAnyOrder("company", "city");
        });
    }
}
