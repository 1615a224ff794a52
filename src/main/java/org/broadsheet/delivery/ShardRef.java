package org.broadsheet.delivery;

/** Names a shard: the edition's row and the shard's number in it, from 1. */
public record ShardRef(long editionId, int number) {}
