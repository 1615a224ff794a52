package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.broadsheet.mail.MimeFrame;

/**
 * A picture as a part of a message.
 *
 * @param shownIn the segments that show it; it travels with any of them
 */
record InlinePicture(byte[] part, List<Segment> shownIn) {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    static InlinePicture of(Image image, List<Segment> html, MimeFrame frame) {
        String contentId = image.src().substring("cid:".length());
        String part =
                frame.beforePicture(image.type(), contentId, image.name()) + BASE64.encodeToString(image.content());
        List<Segment> shownIn = html.stream()
                .filter(segment -> segment.text().contains(image.src()))
                .toList();
        return new InlinePicture(part.getBytes(StandardCharsets.US_ASCII), shownIn);
    }

    boolean isFor(Set<String> optedOut) {
        for (Segment segment : shownIn) {
            if (segment.isFor(optedOut)) {
                return true;
            }
        }
        return false;
    }
}
