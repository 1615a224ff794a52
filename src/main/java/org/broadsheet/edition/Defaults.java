package org.broadsheet.edition;

import org.broadsheet.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/** What stands in for keys that the front matter of a file does not have. */
public record Defaults(
        @Nullable String name,
        @Nullable String list,
        @Nullable MailAddress from) {
    public static final Defaults NONE = new Defaults(null, null, null);
}
