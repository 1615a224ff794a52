package org.broadsheet.delivery;

import java.util.Comparator;

/** Names a shard: the edition's row and the shard's number in it, from 1. */
public record ShardRef(long editionId, int number) implements Comparable<ShardRef> {
    private static final Comparator<ShardRef> ORDER =
            Comparator.comparingLong(ShardRef::editionId).thenComparingInt(ShardRef::number);

    @Override
    public int compareTo(ShardRef other) {
        return ORDER.compare(this, other);
    }
}
