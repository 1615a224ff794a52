package org.broadsheet.delivery;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with a server's certificate, in words that say what to do about it. */
final class TlsWords {
    private static final int DEEPEST = 20;

    private TlsWords() {}

    /** Empty when it is not the certificate. */
    static Optional<String> of(Throwable trouble) {
        String found = null;
        Throwable each = trouble;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            String words = words(each);
            found = words == null ? found : words; // the innermost says it best
            each = each.getCause();
        }
        return Optional.ofNullable(found);
    }

    private static @Nullable String words(Throwable trouble) {
        if (trouble instanceof CertificateExpiredException) {
            return "its certificate has expired";
        }
        if (trouble instanceof CertificateNotYetValidException) {
            return "its certificate is not valid yet, or the clock here is wrong";
        }
        if (trouble instanceof CertPathBuilderException) {
            return "its certificate is from nobody whom Java trusts; an authority of your own goes into a trust store"
                    + " that JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE names";
        }
        // Java and Angus each have a check of their own.
        String message = String.valueOf(trouble.getMessage());
        boolean isOther = message.contains("No subject alternative")
                || message.contains("No name matching")
                || message.contains("Can't verify identity");
        return isOther ? "its certificate is for another name than that in 'host'" : null;
    }
}
