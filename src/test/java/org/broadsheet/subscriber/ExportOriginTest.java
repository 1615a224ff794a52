package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of other programs, with the columns that their documentation names. */
class ExportOriginTest {
    private static final String MAILCHIMP =
            "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,"
                    + "CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n";

    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private People people;

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    @Test
    void listmonk_marks_who_is_disabled_or_blocklisted() {
        ImportReport report = people.load(folder, """
                uuid,email,name,attributes,status,created_at,updated_at
                5f2f,ada@x.example,Ada Lovelace,"{""city"": ""London"", ""langs"": [""en"", ""fr""], ""age"": 36}",enabled,2024-01-02,2024-01-02
                5f30,bob@x.example,Bob,"{""left"": ""no""}",blocklisted,2024-01-02,2024-01-02
                5f31,cyd@x.example,Cyd,{},disabled,2024-01-02,2024-01-02
                5f32,dan@x.example,Dan,{,enabled,2024-01-02,2024-01-02
                """);

        assertThat(report.columns().origin()).isEqualTo("listmonk");
        assertThat(report.columns().dropped()).containsExactly("uuid", "created_at", "updated_at");
        assertThat(report.columns().members()).isEqualTo(Map.of("attributes", List.of("age", "city", "langs")));
        assertThat(report.warnings()).singleElement().asString().contains("does not say who left a list");
        assertThat(report.rejections()).extracting(Rejection::column).containsExactly("status", "status", "attributes");
        Subscriber ada = people.find("ada@x.example");
        assertThat(ada.address().name()).isEqualTo("Ada Lovelace");
        assertThat(ada.attributes())
                .containsEntry("city", "London")
                .containsEntry("age", "36")
                .containsEntry("langs", "[\"en\",\"fr\"]")
                .hasSize(3);
    }

    @Test
    void what_is_asked_for_there_in_members_of_json_is_ours_where_it_can_be() {
        ImportReport report = people.load(folder, """
                uuid,email,name,attributes,status,created_at,updated_at
                1,ada@x.example,Ada,"{""language"": ""German"", ""timezone"": ""Europe/London"", ""first_name"": ""A.""}",enabled,,
                2,bob@x.example,Bob,"{""locale"": ""pt_BR"", ""lang"": ""fr"", ""zone"": ""North""}",enabled,,
                3,cyd@x.example,Cyd,"{""locale"": ""klingon"", ""Preferred Language"": ""ja""}",enabled,,
                """);

        assertThat(report.rejections()).isEmpty();
        assertThat(report.columns().members()).isEqualTo(Map.of("attributes", List.of("lang", "locale", "zone")));
        Subscriber ada = people.find("ada@x.example");
        assertThat(ada.locale()).isEqualTo("de");
        assertThat(ada.zone()).isEqualTo(java.time.ZoneId.of("Europe/London"));
        assertThat(ada.firstName()).isEqualTo("A.");
        assertThat(ada.attributes()).isEmpty();
        Subscriber bob = people.find("bob@x.example");
        assertThat(bob.locale()).isEqualTo("pt-BR");
        assertThat(bob.attributes()).isEqualTo(Map.of("lang", "fr", "zone", "North"));
        Subscriber cyd = people.find("cyd@x.example");
        assertThat(cyd.locale()).isEqualTo("ja");
        assertThat(cyd.attributes()).isEqualTo(Map.of("locale", "klingon"));
    }

    @Test
    void what_the_file_has_a_column_for_is_not_taken_from_members_of_json() {
        people.load(folder, """
                Email,First name,Last name,Data,Status,Language
                ada@x.example,Ada,Lovelace,"{""first_name"": ""Other"", ""language"": ""de""}",active,
                """);

        Subscriber ada = people.find("ada@x.example");
        assertThat(ada.firstName()).isEqualTo("Ada");
        assertThat(ada.locale()).isNull();
        assertThat(ada.attributes()).containsEntry("first_name", "Other").containsEntry("language", "de");
    }

    @Test
    void members_that_mean_nothing_are_refused_where_one_is_strict() {
        String csv = """
                uuid,email,name,attributes,status,created_at,updated_at
                1,ada@x.example,Ada,"{""language"": ""de"", ""empty"": \"\"\"\", ""none"": null}",enabled,,
                2,bob@x.example,Bob,"{""language"": ""de"", ""City"": ""Oslo""}",enabled,,
                """;

        assertThatThrownBy(() -> people.load(folder, csv, People.CONFIRMED.strictly()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("people.csv:3")
                .hasMessageContaining("no member city in column attributes");
        assertThat(people.lists.all()).isEmpty();
        assertThat(people.load(folder, csv.replace("City", "zone").replace("Oslo", "UTC"), People.CONFIRMED.strictly())
                        .inserted())
                .isEqualTo(2);
    }

    @Test
    void mailchimp_brings_tags_zone_and_the_time_of_consent() {
        ImportReport report = people.load(
                folder,
                MAILCHIMP
                        + "ada@x.example,Ada,Lovelace,4,\"2015-03-16 14:40:40\",192.0.2.7,\"2015-03-16 14:40:47\",192.0.2.7,"
                        + "47.66,-122.29,-8,-7,Europe/London,GB,LND,\"2015-03-16 14:40:47\",1234,abcd,\"Met at KubeCon\","
                        + "\"\"\"maintainer\"\",\"\"wasm, ambient\"\"\"\n");

        assertThat(report.columns().origin()).isEqualTo("Mailchimp");
        assertThat(report.rejections()).isEmpty();
        assertThat(report.columns().dropped()).contains("optin_ip", "confirm_ip", "latitude", "longitude");
        Subscriber ada = people.find("ada@x.example");
        assertThat(ada.address().name()).isEqualTo("Ada Lovelace");
        assertThat(ada.zone()).isEqualTo(java.time.ZoneId.of("Europe/London"));
        assertThat(ada.tags()).containsExactly("maintainer", "wasm, ambient");
        assertThat(ada.attributes()).containsOnlyKeys("last_name");
        assertThat(people.export("community")).contains("Met at KubeCon");
        assertThat(evidence())
                .isEqualTo("asked for it; imported from people.csv on 2025-11-20; there optin time 2015-03-16 14:40:40,"
                        + " confirm time 2015-03-16 14:40:47");
    }

    @Test
    void mailchimp_rows_of_who_left_or_bounced_are_refused() {
        String row = "a@x.example,A,B,2,,,,,,,,,,,,,1,2,,";
        for (String column : new String[] {"UNSUB_TIME", "CLEAN_TIME"}) {
            ImportReport report =
                    people.load(folder, MAILCHIMP.strip() + "," + column + "\n" + row + ",\"2015-03-16 14:40:47\"\n");
            assertThat(report.rejected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unsubscribed_email_audience_export_1a.csv",
                "cleaned_email_audience_export_1a.csv",
                "nonsubscribed_email_audience_export_1a.csv"
            })
    void mailchimp_files_of_who_does_not_get_mail_are_refused_whole(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), MAILCHIMP + "a@x.example,A,B,2,,,,,,,,,,,,,1,2,,\n");

        assertThatThrownBy(() -> people.run(file, People.CONFIRMED))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("never subscribed, have left or cannot be reached");
        assertThat(people.lists.all()).isEmpty();
    }

    @Test
    void buttondown_marks_who_never_confirmed_or_left() {
        ImportReport report = people.load(folder, """
                id,email,type,tags,metadata,notes,source,ip_address,creation_date
                1,ada@x.example,regular,"maintainer,speaker","{""team"": ""docs""}",,organic,192.0.2.1,2024-02-03T10:00:00Z
                2,bob@x.example,premium,,,,organic,,2024-02-03T10:00:00Z
                3,cyd@x.example,unactivated,,,,organic,,2024-02-03T10:00:00Z
                4,dan@x.example,unsubscribed,,,,organic,,2024-02-03T10:00:00Z
                5,eve@x.example,undeliverable,,,,organic,,2024-02-03T10:00:00Z
                """);

        assertThat(report.columns().members()).isEqualTo(Map.of("metadata", List.of("team")));
        assertThat(report.columns().origin()).isEqualTo("Buttondown");
        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(4, 5, 6);
        Subscriber ada = people.find("ada@x.example");
        assertThat(ada.tags()).containsExactly("maintainer", "speaker");
        assertThat(ada.attributes()).containsOnlyKeys("team");
    }

    @Test
    void keila_marks_who_left_or_is_unreachable() {
        ImportReport report = people.load(folder, """
                Email,First name,Last name,Data,Status\r
                ada@x.example,Ada,Lovelace,"{""tags"":[""a""]}",active\r
                bob@x.example,Bob,,,unsubscribed\r
                cyd@x.example,Cyd,,,unreachable\r
                """);

        assertThat(report.columns().origin()).isEqualTo("Keila");
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(people.find("ada@x.example").attributes()).containsEntry("tags", "[\"a\"]");
    }

    @Test
    void mailman_lists_members_plainly() {
        ImportReport report = people.load(folder, """
                ada@x.example
                Bob Roe <bob@x.example>
                "Doe, Cyd" <cyd@x.example>

                dan@x.example (Dan the Man)
                no member
                """);

        assertThat(report.columns().origin()).isEqualTo("Mailman");
        assertThat(report.inserted()).isEqualTo(4);
        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(6);
        assertThat(people.find("cyd@x.example").address().name()).isEqualTo("Doe, Cyd");
        assertThat(people.find("dan@x.example").address().name()).isEqualTo("Dan the Man");
    }

    @Test
    void metadata_marks_departures_as_columns_do() {
        ImportReport report = people.load(
                folder,
                "email,metadata,creation_date\na@x.example,\"{\"\"unsubscribed\"\": true}\",\nb@x.example,plain words,\n");

        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(2);
        assertThat(people.find("b@x.example").attributes()).containsEntry("metadata", "plain words");
    }

    private String evidence() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT evidence FROM subscription")
                        .mapTo(String.class)
                        .one());
    }
}
