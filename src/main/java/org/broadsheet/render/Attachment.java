package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.broadsheet.mail.MimeFrame;

/**
 * A file that travels with a mailing.
 *
 * @param name letters, digits, dots, dashes and underscores
 * @param type as the Content-Type field says it, without the name
 * @param topics that have to be wanted, all of them; none for what everybody gets
 */
record Attachment(String name, String type, byte[] content, List<String> topics) {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    boolean isFor(Set<String> optedOut) {
        return topics.stream().noneMatch(optedOut::contains);
    }

    byte[] part(MimeFrame frame) {
        String part = frame.beforeAttachment(type, name) + BASE64.encodeToString(content) + "\r\n";
        return part.getBytes(StandardCharsets.US_ASCII);
    }
}
