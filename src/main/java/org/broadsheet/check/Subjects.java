package org.broadsheet.check;

import java.util.List;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Slot;
import org.broadsheet.mail.HeaderField;
import org.broadsheet.text.Position;

/** Subject, preheader and sender, as they are written. */
final class Subjects implements Inspection {
    private static final int WIDEST = 80;
    private static final int LONGEST = 250; // bytes, encoded

    @Override
    public void inspect(Draft draft, Findings findings) {
        FrontMatter front = draft.front();
        Position at = draft.lines().at("subject", "title");
        if (draft.lines().isEmptied("subject")) {
            findings.add(HeaderRule.EMPTY_SUBJECT, at, "the subject is empty", "write one, or remove the key");
        } else if (mayBeEmpty(front.subject())) {
            String hint = "give the slot a fallback: {{subscriber.first_name|you}}";
            findings.add(HeaderRule.EMPTY_SUBJECT, at, "the subject is empty for some readers", hint);
        }
        length(front.subject(), at, findings);
        shouting(front.subject(), at, findings);
        if (front.preheader() != null && same(front.preheader(), front.subject())) {
            findings.add(
                    HeaderRule.REPEATED_PREHEADER,
                    draft.lines().at("preheader"),
                    "the preheader says what the subject says",
                    "add to it, or remove the key: the opening stands in");
        }
        sender(draft, findings);
    }

    private static boolean mayBeEmpty(String subject) {
        List<Slot.Piece> pieces = Slot.split(subject);
        return pieces.stream()
                .allMatch(piece -> piece instanceof Slot.Hole hole
                        ? hole.slot() instanceof Slot.OfSubscriber slot
                                && slot.fallback().isEmpty()
                                && slot.field() != Slot.SubscriberField.ADDRESS
                        : ((Slot.Literal) piece).text().isBlank());
    }

    private static void length(String subject, Position at, Findings findings) {
        int columns = subject.codePointCount(0, subject.length());
        int encoded = HeaderField.text("Subject", subject).length() - "Subject: \r\n".length();
        if (columns > WIDEST) {
            String message = "the subject is " + columns + " characters long";
            findings.add(HeaderRule.LONG_SUBJECT, at, message, "put what matters into the first 40");
        } else if (encoded > LONGEST) {
            String message = "the subject takes " + encoded + " bytes once it is encoded";
            findings.add(HeaderRule.LONG_SUBJECT, at, message, "shorten it");
        }
    }

    private static void shouting(String subject, Position at, Findings findings) {
        String letters = subject.replaceAll("\\{\\{[^}]*\\}\\}|\\P{L}", "");
        boolean capitals = letters.length() > 7
                && letters.equals(letters.toUpperCase(java.util.Locale.ROOT))
                && !letters.equals(letters.toLowerCase(java.util.Locale.ROOT))
                && Wording.isLoud(subject);
        if (capitals || subject.strip().matches("(?s).*!\\s*!.*")) {
            String message = capitals ? "the subject is in capitals" : "the subject has a row of exclamation marks";
            findings.add(SpamRule.SHOUTING_SUBJECT, at, message, "say it calmly");
        }
    }

    private static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        return text.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    private static void sender(Draft draft, Findings findings) {
        String domain = draft.front().from().asciiDomain();
        boolean aligned = draft.around().signers().isEmpty()
                || draft.around().signers().stream().anyMatch(signer -> isAligned(domain, signer));
        if (!aligned) {
            String message = "mail from " + domain + " is signed for "
                    + String.join(", ", draft.around().signers());
            String hint = "use an address of that domain, or add a key to dkim: in broadsheet.yaml";
            findings.add(HeaderRule.UNALIGNED_SENDER, draft.lines().at("from", "sender"), message, hint);
        }
    }

    // RFC 7489 §3.1.1: in relaxed mode the two have one organisational domain.
    private static boolean isAligned(String from, String signer) {
        return from.equals(signer) || from.endsWith("." + signer) || signer.endsWith("." + from);
    }
}
