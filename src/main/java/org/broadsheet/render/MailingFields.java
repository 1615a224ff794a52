package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Section;
import org.broadsheet.mail.HeaderField;

/** The header fields that are the same in all messages of a mailing. */
final class MailingFields {
    private MailingFields() {}

    static String of(FrontMatter front, String edition) {
        StringBuilder fields = new StringBuilder();
        fields.append(HeaderField.addresses("From", List.of(front.from())));
        // Said even where it is the sender: relays that rewrite From for forwarded mail then leave answers their way.
        fields.append(
                HeaderField.addresses("Reply-To", List.of(front.replyTo() == null ? front.from() : front.replyTo())));
        String domain = front.from().asciiDomain();
        fields.append(HeaderField.phrase("List-Id", front.name(), label(front.list(), 60) + "." + domain)); // RFC 2919
        if (front.archive() != null) {
            fields.append(HeaderField.url("List-Archive", front.archive())); // RFC 2369 §3.6
        }
        fields.append(HeaderField.structured("Auto-Submitted", "auto-generated")); // RFC 3834 §5
        fields.append(HeaderField.structured("Feedback-ID", feedbackId(front, edition, domain)));
        fields.append(
                HeaderField.structured("Content-Language", front.language().toLanguageTag()));
        return fields.toString();
    }

    /** Nothing in it differs between recipients; the last field names the sender and never changes. */
    private static String feedbackId(FrontMatter front, String edition, String domain) {
        String sender =
                "bs" + Bundle.sha256(domain.getBytes(StandardCharsets.UTF_8)).substring(0, 10);
        return label(edition, 40) + ":" + label(front.list(), 40) + ":broadsheet:" + sender;
    }

    private static String label(String text, int longest) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String label = plain.isEmpty() ? "list" : plain;
        return label.length() <= longest ? label : label.substring(0, longest).replaceAll("-$", "");
    }

    static Set<String> topics(Edition edition) {
        return edition.sections().stream()
                .map(Section::topic)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean everybodyGetsSomething(Edition edition) {
        return !edition.opening().isEmpty() || edition.sections().stream().anyMatch(section -> section.topic() == null);
    }
}
