package org.broadsheet.subscriber;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.CsvColumns.Known;

/** What may stand in the columns that mean something to us, and the form in which it is stored. */
final class CsvValues {
    static final int LONGEST_NAME = 200;
    private static final int LONGEST_TAGS = 2000;
    private static final int LONGEST_NOTES = 4000;
    private static final Pattern TOPIC =
            Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}"); // as a front matter may declare it
    private static final int LONGEST_KEY = 320; // an address of many short labels grows when it is made ASCII

    private CsvValues() {}

    static String checked(Known column, String text) throws BadCell {
        if (text.isEmpty()) {
            return text;
        }
        return switch (column) {
            case ADDRESS, OPTED_OUT -> text;
            case NAME, FIRST_NAME -> bounded(column, text, LONGEST_NAME);
            case TAGS -> bounded(column, text, LONGEST_TAGS);
            case NOTES -> bounded(column, text, LONGEST_NOTES);
            case LOCALE ->
                Regional.locale(bounded(column, text, 100))
                        .orElseThrow(() -> new BadCell(
                                column.header(),
                                BadCell.clipped(text) + " is not a language tag, such as en, pt-BR or zh-Hant"));
            case ZONE ->
                Regional.zone(text)
                        .orElseThrow(() -> new BadCell(
                                column.header(),
                                BadCell.clipped(text) + " is not a time zone; " + Regional.zoneHint(text)));
        };
    }

    static String bounded(Known column, String text, int longest) throws BadCell {
        if (text.length() > longest) {
            throw new BadCell(column.header(), "is longer than " + longest + " characters");
        }
        return text;
    }

    static MailAddress address(Map<Known, String> known) throws BadCell {
        String text = known.getOrDefault(Known.ADDRESS, "");
        if (text.isEmpty()) {
            throw new BadCell(Known.ADDRESS.header(), "the address is missing");
        }
        return CsvAddress.of(text)
                .filter(address -> address.key().length() <= LONGEST_KEY)
                .orElseThrow(() -> new BadCell(
                        Known.ADDRESS.header(),
                        BadCell.clipped(text) + " is not an address that mail can be sent to" + hint(text)));
    }

    private static String hint(String address) {
        return MailAddress.isOfTwoDomains(address)
                ? "; write its domain as xn--…, since ß and ς stand for other letters in older programs"
                : "";
    }

    static Set<String> optedOut(Map<Known, String> known) throws BadCell {
        String text = known.getOrDefault(Known.OPTED_OUT, "");
        Boolean answer = Departure.answer(text);
        if (answer != null && answer) {
            throw new BadCell(
                    Known.OPTED_OUT.header(),
                    BadCell.clipped(text)
                            + " is not the key of a topic: this column holds the topics that a reader does not want;"
                            + " who has left the list is not taken in");
        }
        Set<String> topics = answer != null ? Set.of() : Subscribers.splitTags(text);
        for (String topic : topics) {
            if (!TOPIC.matcher(topic).matches()) {
                throw new BadCell(
                        Known.OPTED_OUT.header(),
                        BadCell.clipped(topic)
                                + " is not the key of a topic: lower-case letters, digits, hyphens, underscores");
            }
        }
        return topics;
    }
}
