package org.broadsheet.subscriber;

/**
 * @param hash of the address, as {@link AddressHashes} makes it
 * @param evidence how we know of the person's consent, for the subscription
 */
record ImportRow(CsvEntry entry, String hash, String evidence) {
    String key() {
        return entry.address().key();
    }
}
