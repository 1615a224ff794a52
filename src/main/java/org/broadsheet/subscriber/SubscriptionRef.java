package org.broadsheet.subscriber;

/** Names one tie between a person and a list. */
public record SubscriptionRef(long subscriberId, long listId) {}
