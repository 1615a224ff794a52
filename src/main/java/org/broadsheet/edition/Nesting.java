package org.broadsheet.edition;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.parser.PostProcessor;

/**
 * Keeps the nodes of Markdown from standing so deep in each other that those who walk through them exhaust the stack:
 * what lies deeper loses its marks and keeps its words. Walks without recursion itself.
 */
final class Nesting implements PostProcessor {
    static final int DEEPEST = 120;

    private final List<Node> cut = new ArrayList<>();

    /** The nodes that lost what was marked up inside, in the order of the text. */
    List<Node> cut() {
        return cut;
    }

    @Override
    public Node process(Node root) {
        int depth = 0;
        Node node = root;
        while (node != null) {
            if (depth == DEEPEST && node.getFirstChild() != null) {
                flatten(node);
            } else if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (node != root && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == root ? null : node.getNext();
        }
        return root;
    }

    /** Leaves are lifted to where their outermost marks began. */
    private void flatten(Node parent) {
        boolean deep = false;
        Node node = parent.getFirstChild();
        while (node != null) {
            Node first = node.getFirstChild();
            if (first == null) {
                node = node.getNext();
                continue;
            }
            deep = true;
            while (node.getLastChild() != null) {
                node.insertAfter(node.getLastChild());
            }
            node.unlink();
            node = first;
        }
        if (deep) {
            cut.add(parent);
        }
    }
}
