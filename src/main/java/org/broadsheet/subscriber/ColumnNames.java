package org.broadsheet.subscriber;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.subscriber.CsvColumns.Known;

/** How files call the columns that mean something here, in the languages that the product speaks. */
final class ColumnNames {
    private static final Set<String> LAST_NAMES = Set.of(
            "last_name",
            "lastname",
            "surname",
            "family_name",
            "nachname",
            "familienname",
            "nom_de_famille",
            "apellido",
            "apellidos",
            "sobrenome",
            "nom",
            "姓",
            "اسم_العائلة");

    private static final Map<Known, String> ENGLISH = Map.of(
            Known.ADDRESS, "address email e_mail email_address e_mail_address mail",
            Known.NAME, "name full_name fullname display_name",
            Known.FIRST_NAME, "first_name firstname given_name forename",
            Known.LOCALE, "locale language lang preferred_language",
            Known.ZONE, "zone timezone time_zone tz",
            Known.TAGS, "tags tag",
            Known.OPTED_OUT, "opted_out",
            Known.NOTES, "notes note comment comments");

    private static final Map<Known, String> OTHERS = Map.of(
            Known.ADDRESS,
                    "e_mail_adresse email_adresse emailadresse mailadresse adresse_e_mail adresse_email adresse_mail courriel"
                            + " correo correo_electrónico correo_electronico endereço_de_e_mail endereco_de_e_mail メール"
                            + " メールアドレス 邮箱 邮箱地址 电子邮件 電子郵件 电子邮箱 البريد_الإلكتروني بريد_إلكتروني",
            Known.NAME,
                    "vollständiger_name anzeigename nom_complet nombre_completo nome_completo 氏名 お名前 姓名 الاسم الاسم_الكامل",
            Known.FIRST_NAME, "vorname prénom prenom nombre primeiro_nome الاسم_الأول",
            Known.LOCALE, "sprache langue idioma 言語 语言 語言 اللغة",
            Known.ZONE, "zeitzone fuseau_horaire zona_horaria fuso_horário fuso_horario タイムゾーン 时区 時區 المنطقة_الزمنية",
            Known.TAGS, "schlagwörter schlagworte étiquettes etiquetas タグ 标签 標籤 الوسوم",
            Known.NOTES,
                    "notiz notizen bemerkung bemerkungen anmerkung remarque remarques notas observações observaciones メモ"
                            + " 备注 備註 ملاحظات");

    private ColumnNames() {}

    /** Each as {@link CsvHeader#normal} writes it. */
    static Map<String, Known> known() {
        Map<String, Known> names = new HashMap<>();
        Stream.of(ENGLISH, OTHERS)
                .forEach(table ->
                        table.forEach((known, words) -> split(words).forEach(name -> names.put(name, known))));
        return Map.copyOf(names);
    }

    /** What slips of the fingers are compared with: in every language they would find something. */
    static Set<String> english() {
        return ENGLISH.values().stream().flatMap(ColumnNames::split).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isLastName(String name) {
        return LAST_NAMES.contains(name);
    }

    private static Stream<String> split(String words) {
        return Stream.of(words.split(" ")).map(word -> word.toLowerCase(Locale.ROOT));
    }
}
