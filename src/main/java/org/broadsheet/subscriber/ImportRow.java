package org.broadsheet.subscriber;

/**
 * @param key of the address, which costs something to work out
 * @param hash of the key, as {@link AddressHashes} makes it
 * @param evidence how we know of the person's consent, for the subscription
 */
record ImportRow(CsvEntry entry, String key, String hash, String evidence) {}
