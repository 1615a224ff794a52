package org.broadsheet.delivery;

/** The relay does not take mail at the moment; says nothing about any recipient. The message is for people. */
public final class SmtpTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    SmtpTrouble(String message) {
        super(message);
    }
}
