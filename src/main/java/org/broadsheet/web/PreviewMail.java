package org.broadsheet.web;

import java.util.Set;
import org.broadsheet.check.Approval;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Recipient;

/**
 * The mail of one reader, as it was chosen.
 *
 * @param mailing in the language that was chosen
 * @param chosen the reader, with whatever is known of them
 * @param recipient the reader, with the topics that were chosen
 */
record PreviewMail(Mailing mailing, PreviewReaders.Chosen chosen, Recipient recipient) {
    static PreviewMail of(Approval.Preview shown, PreviewChoice choice, PreviewReaders readers) {
        PreviewReaders.Chosen chosen = readers.choose(choice.reader(), shown.edition());
        String locale = choice.locale().isEmpty() ? chosen.locale() : choice.locale();
        Mailing mailing = shown.mailings().of(locale);
        Recipient reader = chosen.recipient();
        Set<String> topics = shown.edition().front().topics().keySet();
        Recipient recipient = new Recipient(
                reader.to(),
                reader.firstName(),
                choice.optedOut(topics, reader.optedOut()),
                reader.unsubscribeUrl(),
                reader.preferencesUrl(),
                reader.date(),
                reader.messageId());
        return new PreviewMail(mailing, chosen, recipient);
    }

    String html() {
        return mailing.previewHtml(recipient);
    }

    byte[] message() {
        return mailing.message(recipient);
    }
}
