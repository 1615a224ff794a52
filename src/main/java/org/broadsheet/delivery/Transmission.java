package org.broadsheet.delivery;

import org.broadsheet.mail.Reply;

/** How handing over one message went, as the connection saw it. */
sealed interface Transmission {
    /** The server answered for this recipient. The connection can be used again unless the reply says otherwise. */
    record Answered(Reply reply) implements Transmission {}

    /** The server has no way to take it for this recipient. Nothing was said to it; the connection can be used again. */
    record Impossible(String why) implements Transmission {}

    /** The message did not change hands, for a reason that says nothing about the recipient, who lost nothing. */
    record NotTaken(String why) implements Transmission {}

    /** The connection broke after the message was begun and before it was answered. */
    record InDoubt(String why) implements Transmission {}
}
