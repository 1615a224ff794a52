package org.broadsheet.mail;

/**
 * Who sends and who receives, as SMTP sees it (RFC 5321 §2.3.1); the header fields of the message play no part in it.
 *
 * @param sender where returns go, without angle brackets; empty for the null reverse-path
 * @param recipient one address, without angle brackets
 */
public record Envelope(String sender, String recipient) {}
