package org.broadsheet.cli;

import java.util.Optional;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.subscriber.SuppressionFile;
import org.jspecify.annotations.Nullable;

/**
 * What somebody named on the command line: {@code ada@example.org}, or {@code @example.org} for everybody there. Exactly one
 * component is not null.
 */
record SuppressTarget(
        @Nullable MailAddress address, @Nullable String domain) {
    static SuppressTarget of(String word) {
        Optional<MailAddress> address = MailAddress.of(word, "");
        if (address.isPresent()) {
            return new SuppressTarget(address.get(), null);
        }
        String domain = word.startsWith("@") ? SuppressionFile.domain(word).orElse(null) : null;
        if (domain == null) {
            throw Failure.usage("'" + word + "' is neither an address nor a domain such as @example.org");
        }
        return new SuppressTarget(null, domain);
    }

    String shown() {
        return address == null ? "@" + domain : address.address();
    }
}
