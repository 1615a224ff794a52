package org.broadsheet.delivery;

import org.broadsheet.mail.Envelope;

/**
 * One message on its way to one recipient. Compared by identity.
 *
 * @param message complete, with CRLF line ends, before dots are stuffed
 */
final class Letter {
    private final Envelope envelope;
    private final byte[] message;

    Letter(Envelope envelope, byte[] message) {
        this.envelope = envelope;
        this.message = message;
    }

    Envelope envelope() {
        return envelope;
    }

    byte[] message() {
        return message;
    }
}
