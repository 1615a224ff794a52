package org.broadsheet;

import java.util.List;
import org.broadsheet.delivery.DeliverySettings;
import org.broadsheet.delivery.ReminderSettings;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.Owners;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.SmtpServer;
import org.broadsheet.source.SourceSettings;
import org.broadsheet.store.DatabaseSettings;
import org.broadsheet.web.WebSettings;
import org.jspecify.annotations.Nullable;

/**
 * What {@code broadsheet.yaml} says. Only {@code App} holds the whole of it; each part goes to the one that it configures.
 *
 * @param url under which the public pages are reached, without a slash at the end; null when they are not public
 * @param smtp the servers in the order in which they are tried; none for the sandbox
 * @param lists those that people may sign up for; may be none
 * @param owners who writes sections; may be none
 * @param editors who is told what needs a person; may be none
 */
record Configuration(
        @Nullable String url,
        List<SmtpServer> smtp,
        DeliverySettings delivery,
        List<DkimEntry> dkim,
        BounceSettings bounces,
        DatabaseSettings database,
        List<ListsKeys.Entry> lists,
        List<MailAddress> editors,
        Brand brand,
        ImageMode images,
        WebSettings web,
        SourceSettings sources,
        Keep keep,
        Owners owners,
        ReminderSettings reminders) {
    static final Configuration DEFAULT = new Configuration(
            null,
            List.of(),
            DeliverySettings.DEFAULT,
            List.of(),
            BounceSettings.DEFAULT,
            DatabaseSettings.EMBEDDED,
            List.of(),
            List.of(),
            Brand.PLAIN,
            ImageMode.INLINE,
            WebSettings.DEFAULT,
            SourceSettings.DEFAULT,
            Keep.DEFAULT,
            Owners.NONE,
            ReminderSettings.NONE);
}
