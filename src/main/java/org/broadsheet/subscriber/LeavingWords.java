package org.broadsheet.subscriber;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How tables say that somebody has left, in the languages that the product speaks. All words are compared as {@link #plain}
 * writes them: {@code Désabonné} is {@code desabonne}.
 */
final class LeavingWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[\\s_-]+");

    private static final Set<String> YES =
            words("yes|y|true|t|on|1|x|ja|j|oui|o|si|s|sim|verdadeiro|wahr|vrai|はい|是|有|نعم");
    private static final Set<String> NO = words("|no|n|false|0|none|null|nein|non|nao|falso|faux|falsch|いいえ|否|不|没有|لا");
    /** Not where topics stand, which may have such keys. */
    private static final Set<String> MORE_NO =
            words("f|off|never|n/a|na|nie|jamais|nunca|-|–|—|0.0|0000 00 00|0000 00 00 00:00:00");

    /** In whatever column one of these stands, it is said of a reader. */
    private static final Set<String> GONE = words("unsubscribed|unsubscribe|unsub|opted out|opt out|optout|optedout"
            + "|abgemeldet|ausgetragen|desabonne|desabonnee|desinscrit|desinscrite|dado de baja|dada de baja|desuscrito|desuscrita"
            + "|descadastrado|descadastrada|配信停止|購読解除|退会|退会済み|登録解除|退订|已退订|退訂|取消订阅|已取消订阅|取消訂閱|الغى الاشتراك"
            + "|غير مشترك|تم الغاء الاشتراك");

    /** Nobody would call a topic so. */
    private static final Set<String> CLEAR_STATES =
            words("cleaned|bounced|complained|blocklisted|blacklisted|suppressed");

    private static final Set<String> STATES =
            words("hard bounced|hard bounce|soft bounced|complaint|spam|spam complaint"
                    + "|marked as spam|junk|blocked|banned|disabled|inactive|removed|deleted|archived|cancelled|canceled|expired|invalid"
                    + "|undeliverable|unreachable|validating|needs attention|paused|failed|rejected|not subscribed|non subscribed"
                    + "|never subscribed|no consent|unconfirmed|not confirmed|unactivated|pending|pending confirmation"
                    + "|inaktiv|unbestatigt|nicht bestatigt|ausstehend|gesperrt|geloscht|gekundigt|storniert|widerrufen|unzustellbar"
                    + "|inactif|inactive|en attente|non confirme|non confirmee|bloque|bloquee|supprime|supprimee|resilie|resiliee|annule"
                    + "|baja|inactivo|inactiva|pendiente|sin confirmar|no confirmado|bloqueado|bloqueada|eliminado|eliminada|rebotado"
                    + "|cancelado|cancelada|inativo|inativa|pendente|nao confirmado|removido|removida|excluido|excluida"
                    + "|停止|解除|未確認|未承認|無効|エラー|退|未确认|未激活|无效|已取消|退信|黑名单|غير نشط|غير مؤكد|محظور|ملغى|معلق");

    private static final Pattern STATE_COLUMN =
            Pattern.compile("state|subscription|(.*_)?(status|statut|estado|situacao)(_.*)?" + "|.*("
                    + plain("ステータス|状態|状态|狀態|الحالة|حالة") + ").*|zustand|abo_?status");

    private static final Pattern MARK_COLUMN = Pattern.compile("(.*_)?("
            + "unsub(scribed?)?|unsubscri\\w*|opt_?outs?|opted_?out|hasoptedout\\w*|do_?not_?(e_?)?mail|do_?not_?contact|cleaned"
            + "|clean_time|bounced|complained|suppressed|black_?list(ed)?|block_?list(ed)?|e?mails?_disabled|deleted(_at)?"
            + "|abgemeldet|abmelde(datum|zeitpunkt|zeit|grund)|abmeldung|ausgetragen|austragung|austrittsdatum|werbesperre"
            + "|widerrufen|gekundigt"
            + "|desabonnee?|desabonnement|desinscrite?|desinscription|liste_noire"
            + "|(dado_de_|dada_de_|fecha_(de_)?)baja|baja|desuscrit[oa]|lista_negra"
            + "|descadastrad[oa]|descadastro|descadastramento|data_de_descadastro"
            + ")(_.*)?|.*(" + plain("配信停止|購読解除|登録解除|退会|退订|退訂|取消订阅|取消訂閱|黑名单|黑名單")
            + "|الغاء_الاشتراك|القائمة_السوداء).*");

    /** These have something for everybody, or speak of telephones. */
    private static final Pattern SOMETHING_ELSE = Pattern.compile(
            ".*_(url|urls|link|links|token|key|hash|count|text|page)|(.*_)?(sms|whatsapp|phone|mobile|telefon|push|fax|call|calls)(_.*)?");

    private static final Pattern CONSENT_COLUMN = Pattern.compile(
            "((is|has|e_?mail|email_marketing|newsletter|currently)_)*(subscribed|confirmed|opt_?in|opted_in|enabled|consent)"
                    + "|subscribed_to_\\w+|accepts_(email_)?marketing|e?mails?_(enabled|subscription|allowed)|newsletter|deliverable"
                    + "|angemeldet|abonniert|newsletter_abonniert|einwilligung|werbeeinwilligung|bestatigt"
                    + "|abonnee?|inscrite?|consentement|suscrit[oa]|inscrit[oa]|consentimiento|consentimento|confirmad[oa]"
                    + "|購読|購読中|" + plain("メール配信") + "|订阅|已订阅|訂閱|مشترك|الاشتراك");

    /** Parts of names which may speak of leaving. */
    private static final Pattern SMELL =
            Pattern.compile("unsub|opt_?out|optedout|black_?list|block_?list|deny_?list|bounce"
                    + "|complain|suppress|cancel|cleaned|deactivat|disabled|revoke|withdr(a|e)w|do_?not|dont_|excluded|remov|delet|inactive"
                    + "|abmeld|abgemeld|austrag|ausgetrag|austritt|kundigung|gekundigt|widerr|sperr|inaktiv|geloscht"
                    + "|desabonn|desinscri|resilia|resilie|inactif|supprime|retracta|desuscri|descadast|inativ|inactiv|annul"
                    + "|退|解除|停止|拒否|取消|屏蔽|拉黑|الغاء|الغى|محظور"
                    + "|(^|_)(left|leave|leaving|gone|quit|stop|stopped|baja|spam|no_mail|nomail|junk)(_|$)");

    private LeavingWords() {}

    private static Set<String> words(String joined) {
        return Stream.concat(Stream.of(""), Arrays.stream(joined.split("\\|")))
                .filter(word -> !word.isEmpty() || joined.startsWith("|"))
                .map(LeavingWords::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** In lower case, without accents, words parted by blanks. */
    static String plain(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        boolean simple = lower.chars().allMatch(c -> c < 0x80);
        String bare = simple
                ? lower
                : MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                        .replaceAll("");
        return GAPS.matcher(bare).replaceAll(" ").strip();
    }

    static boolean isNo(String value) {
        return NO.contains(value) || MORE_NO.contains(value);
    }

    static boolean isGone(String value) {
        return GONE.contains(value);
    }

    static boolean isStateOfGone(String value) {
        return STATES.contains(value) || CLEAR_STATES.contains(value);
    }

    static boolean namesState(String column) {
        return STATE_COLUMN.matcher(column).matches();
    }

    static boolean namesMark(String column) {
        return MARK_COLUMN.matcher(column).matches();
    }

    static boolean namesConsent(String column) {
        return CONSENT_COLUMN.matcher(column).matches();
    }

    static boolean isOfSomethingElse(String column) {
        return SOMETHING_ELSE.matcher(column).matches();
    }

    static boolean smells(String column) {
        return SMELL.matcher(column).find();
    }

    static @Nullable Boolean answer(String value) {
        if (YES.contains(value) || GONE.contains(value) || CLEAR_STATES.contains(value)) {
            return true;
        }
        return NO.contains(value) ? Boolean.FALSE : null;
    }
}
