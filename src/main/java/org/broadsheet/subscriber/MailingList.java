package org.broadsheet.subscriber;

/**
 * A list that people subscribe to.
 *
 * @param name what commands and front matter call it: {@code community}
 * @param title what people read; the name until somebody gives a better one
 */
public record MailingList(long id, String name, String title) {}
