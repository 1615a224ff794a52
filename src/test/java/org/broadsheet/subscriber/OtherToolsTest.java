package org.broadsheet.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.ImportReport.Rejection;
import org.broadsheet.text.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever tool or language a file comes from: nobody is taken in who left there, and nobody else is kept out. */
class OtherToolsTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.h2();

    @TempDir
    Path folder;

    private People people;

    @BeforeEach
    void wire() {
        people = new People(database.get());
    }

    private ImportReport load(String csv, String... meanings) {
        return people.csvImport
                .knowing(ColumnMeanings.of("--column", List.of(meanings)), Set.of())
                .run(People.write(folder, csv), People.CONFIRMED, ImportWatch.NONE);
    }

    @Test
    void the_postal_address_of_a_mailchimp_export_is_no_second_address() {
        ImportReport report = load("\"Email Address\",\"First Name\",\"Last Name\",Address,\"Phone Number\",Birthday,"
                + "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,"
                + "CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n"
                + "ada@x.example,Ada,Lovelace,\"12 St James's Square  London  GB\",555,12/10,2,,,\"2015-03-16 14:40:47\","
                + "192.0.2.7,,,,,,GB,,,1,2,,\"\"\"maintainer\"\"\"\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.columns().dropped()).contains("address", "phone_number", "birthday");
        assertThat(people.find("ada@x.example").attributes()).containsOnlyKeys("last_name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Address,Email\n\"1 High Street, Leeds\",a@x.example\n",
                "Email,Address\na@x.example,\n",
                "Address,E-Mail\n,a@x.example\n"
            })
    void of_two_columns_the_one_with_addresses_in_it_is_the_address(String csv) {
        assertThat(load(csv).attributes()).containsExactly("postal_address");
        assertThat(people.find("a@x.example").attributes().getOrDefault("postal_address", "1 High Street, Leeds"))
                .isEqualTo("1 High Street, Leeds");
    }

    @Test
    void the_postal_address_comes_back_from_an_export() {
        load("Address,Email\n\"1 High Street, Leeds\",a@x.example\n");

        ImportReport again = load(people.export("community"));

        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(again.attributes()).containsExactly("postal_address");
    }

    @Test
    void brevo_marks_whom_it_must_not_mail_and_whom_it_must_not_text() {
        ImportReport report = load(
                "CONTACT ID;EMAIL;FIRSTNAME;LASTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME\n"
                        + "1;a@x.example;Ann;Lee;4912345;false;true;01-02-2024\n2;b@x.example;Bo;;;true;false;01-02-2024\n");

        assertThat(report.columns().origin()).isEqualTo("Brevo");
        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(3);
        assertThat(people.find("a@x.example").attributes()).containsOnlyKeys("last_name");
    }

    @Test
    void ghost_marks_who_does_not_want_mail() {
        ImportReport report =
                load("id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,"
                        + "deleted_at,labels,tiers\n1,a@x.example,Ann,,true,false,,2024-01-02T00:00:00.000Z,,\"vip,docs\",\n"
                        + "2,b@x.example,Bo,,false,false,,2024-01-02T00:00:00.000Z,,,\n"
                        + "3,c@x.example,Cy,,true,false,,2024-01-02T00:00:00.000Z,2024-05-05,,\n");

        assertThat(report.columns().origin()).isEqualTo("Ghost");
        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(3, 4);
        assertThat(people.find("a@x.example").tags()).containsExactly("docs", "vip");
    }

    @Test
    void substack_readers_who_do_not_pay_are_readers() {
        ImportReport report = load("email,active_subscription,expiry,plan,email_disabled,created_at\n"
                + "a@x.example,false,,other,false,2024-01-02\nb@x.example,true,,yearly,true,2024-01-02\n");

        assertThat(report.columns().origin()).isEqualTo("Substack");
        assertThat(report.rejections()).extracting(Rejection::row).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL_BLACKLISTED,true",
        "Emails enabled,disabled",
        "Emails enabled,false",
        "Email disabled,TRUE",
        "status,cancelled",
        "state,Bounced",
        "status,inactive",
        "status,validating",
        "Status,junk",
        "Unsubscribed,2024-01-02 10:00:00",
        "deleted_at,2024-01-02",
        "Abgemeldet,ja",
        "Abmeldedatum,2024-02-02",
        "Abgemeldet am,02.02.2024",
        "Status,abgemeldet",
        "Bemerkung,Abgemeldet",
        "Newsletter abonniert,nein",
        "Désabonné,oui",
        "Date de désinscription,02/02/2024",
        "Statut,désabonné",
        "Abonné,non",
        "Dado de baja,sí",
        "Fecha de baja,2024-02-02",
        "Estado,baja",
        "Suscrito,no",
        "Descadastrado,sim",
        "Situação,cancelado",
        "Inscrito,não",
        "配信停止,はい",
        "ステータス,退会",
        "退订,是",
        "状态,已退订",
        "订阅,否",
        "إلغاء الاشتراك,نعم",
        "الحالة,غير مشترك",
        "مشترك,لا"
    })
    void who_has_left_is_known_in_every_language_of_the_product(String column, String cell) {
        ImportReport report = load("email;" + column + "\na@x.example;" + cell + "\nb@x.example;\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.rejections())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.reason()).contains("has left"));
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL_BLACKLISTED,false",
        "SMS_BLACKLISTED,true",
        "SMS marketing subscription status,Unsubscribed",
        "Emails enabled,enabled",
        "Emails enabled,true",
        "active_subscription,false",
        "status,active",
        "status,cold",
        "Abgemeldet,nein",
        "Abmeldedatum,''",
        "Désabonné,non",
        "Fecha de baja,''",
        "Estado,Baja California",
        "配信停止,いいえ",
        "退订,否",
        "Widerrufsbelehrung,nein",
        "Left at,never"
    })
    void who_has_not_left_is_taken_in(String column, String cell) {
        assertThat(load("email;" + column + "\na@x.example;" + cell + "\n").inserted())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GlobalOptOut flag,x",
        "Denylist entry,yes",
        "Bounce type,hard",
        "Kündigung eingegangen,02.02.2024",
        "Datum der Sperrung,02.02.2024",
        "Motif résiliation,ne lit plus",
        "Left at,2024-02-02",
        "解除日,2024-02-02"
    })
    void a_column_that_may_say_so_stops_the_import_with_a_question(String column, String cell) {
        String csv = "email;" + column + "\na@x.example;\nb@x.example;" + cell + "\n";

        assertThatThrownBy(() -> load(csv))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("people.csv:3")
                .hasMessageContaining("say that this reader has left?")
                .hasMessageContaining("--column '" + column + "=left'");
        assertThat(people.lists.all()).isEmpty();

        assertThat(load(csv, column + "=left").rejections())
                .extracting(Rejection::row)
                .containsExactly(3);
        assertThat(load(csv, column + "=kept").inserted()).isEqualTo(1);
        assertThat(people.find("b@x.example").attributes()).containsValue(cell);
    }

    @Test
    void a_meaning_that_was_given_is_taken_whatever_the_column_is_called() {
        ImportReport report = load(
                "Name,E-mail 1 - Type,E-mail 1 - Value,Status\nAnn,Work,a@x.example,inactive\n",
                "E-mail 1 - Value=address",
                "Status=kept",
                "E-mail 1 - Type=dropped");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(people.find("a@x.example").attributes()).containsOnlyKeys("status");
    }

    @Test
    void a_meaning_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> ColumnMeanings.of("--column", List.of("x=adress")))
                .hasMessageContaining("did you mean 'address'");
        assertThatThrownBy(() -> ColumnMeanings.of("--column", List.of("x"))).hasMessageContaining("NAME=MEANING");
        assertThatThrownBy(() -> load("email,name\na@x.example,A\n", "nome=name"))
                .hasMessageContaining("there is no column nome")
                .hasMessageContaining("did you mean 'name'");
    }

    @Test
    void the_likely_column_of_google_contacts_is_named() {
        assertThatThrownBy(() -> load("Name,E-mail 1 - Type,E-mail 1 - Value\nAnn,Work,a@x.example\n"))
                .hasMessageContaining("is e_mail_1_value meant to be address?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vorname;Nachname;E-Mail-Adresse;Sprache\nAnn;Lee;a@x.example;Deutsch\n",
                "Prénom;Nom;Courriel;Langue\nAnn;Lee;a@x.example;allemand\n",
                "Nombre;Apellidos;Correo electrónico;Idioma\nAnn;Lee;a@x.example;alemán\n",
                "First name;Surname;Mail;Language\nAnn;Lee;a@x.example;German\n",
            })
    void headers_and_languages_are_understood_as_their_owners_write_them(String csv) {
        assertThat(load(csv).attributes()).containsExactly("last_name");
        Subscriber ann = people.find("a@x.example");
        assertThat(ann.address().name()).isEqualTo("Ann Lee");
        assertThat(ann.locale()).isEqualTo("de");
    }

    @Test
    void a_language_that_nobody_knows_keeps_nobody_out() {
        ImportReport report = load("address,language\na@x.example,Klingonese\nb@x.example,Klingonese\n");

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("\"Klingonese\" is no language that is known (row 2 and 1 more)");
        assertThat(people.find("a@x.example").locale()).isNull();
    }

    @Test
    void a_topic_that_the_list_does_not_have_is_warned_of() {
        ImportReport report = people.csvImport
                .knowing(ColumnMeanings.NONE, Set.of("events", "releases"))
                .run(
                        People.write(folder, "address,opted_out\na@x.example,evnts\nb@x.example,events\n"),
                        People.CONFIRMED,
                        ImportWatch.NONE);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("evnts")
                .contains("did you mean 'events'");
    }

    @Test
    void addresses_in_the_form_of_links_and_of_mail_headers_are_taken() {
        ImportReport report = load("address,first_name\nBob Roe <bob@x.example>,\nmailto:eve@x.example,Eve\n"
                + "\"Evil\nBcc: <mal@x.example>\",\n<mal@x.example>; b@x.example,\n");

        assertThat(report.inserted()).isEqualTo(3);
        assertThat(people.find("bob@x.example").address().name()).isEqualTo("Bob Roe");
        assertThat(people.find("eve@x.example").firstName()).isEqualTo("Eve");
        assertThat(people.find("mal@x.example").address().name()).isEqualTo("Evil Bcc:");
    }

    @Test
    void a_plain_list_of_addresses_is_nobodys_export() {
        assertThat(load("a@x.example\nb@x.example\n").columns().origin()).isEmpty();
        assertThat(load("Ann <a@x.example>\nb@x.example\n").columns().origin()).isEqualTo("Mailman");
    }
}
