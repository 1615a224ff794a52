package org.broadsheet.delivery;

import java.util.List;
import java.util.Map;
import org.broadsheet.render.Notice;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.LinkTokens;

/**
 * A link that a reader asked to have mailed: where it leads, and what the mail says of it.
 *
 * @param kind of the notice
 * @param path of the page
 * @param words under which the pages say what it is for; and below {@code does_} what it does
 */
record MailedLink(String kind, String path, String words) {
    static MailedLink of(LinkTokens.Use use) {
        return switch (use) {
            case CHANGE_ADDRESS -> new MailedLink("link", "address", "change_address");
            case NEW_ADDRESS -> new MailedLink("new-address", "move", "");
            case DOWNLOAD -> new MailedLink("link", "data", "download");
            case ERASE -> new MailedLink("link", "erase", "erase");
            case CONFIRM, PREFERENCES -> throw new IllegalArgumentException(use + " is not asked for");
        };
    }

    /** @param locale BCP 47 */
    Notice notice(String list, String url, String locale) {
        if (words.isEmpty()) {
            return Notice.newAddress(list, url);
        }
        PageWords said = PageWords.of(List.of(locale));
        return Notice.link(list, said.say(words, Map.of()), said.say("does_" + words, Map.of()), url);
    }
}
