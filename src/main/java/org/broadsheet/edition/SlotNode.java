package org.broadsheet.edition;

import org.commonmark.node.CustomNode;

/** A slot among the inline nodes of prose. */
public final class SlotNode extends CustomNode {
    private final Slot slot;
    private final String source;

    SlotNode(Slot slot, String source) {
        this.slot = slot;
        this.source = source;
    }

    public Slot slot() {
        return slot;
    }

    /** As it was written, braces included. */
    public String source() {
        return source;
    }

    @Override
    protected String toStringAttributes() {
        return source;
    }
}
