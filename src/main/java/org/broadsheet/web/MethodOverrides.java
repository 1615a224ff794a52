package org.broadsheet.web;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Takes out of each request what asks for another method than its own. Javalin obeys such a field, and mail filters that
 * look at every link send what they like: a GET must stay one (RFC 9110 §9.2.1).
 */
final class MethodOverrides implements HttpConfiguration.Customizer {
    private static final Pattern NAME = Pattern.compile("(?i)x-(http-)?method(-override)?");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields.Mutable kept = HttpFields.build();
        request.getHeaders().stream()
                .filter(field -> !NAME.matcher(field.getName()).matches())
                .forEach(kept::add);
        return kept.size() == request.getHeaders().size() ? request : new Without(request, kept.asImmutable());
    }

    private static final class Without extends Request.Wrapper {
        private final HttpFields kept;

        Without(Request request, HttpFields kept) {
            super(request);
            this.kept = kept;
        }

        @Override
        public HttpFields getHeaders() {
            return kept;
        }
    }
}
