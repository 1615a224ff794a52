package org.broadsheet.render;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSSelectorAttribute;
import com.helger.css.decl.CSSSelectorMemberNot;
import com.helger.css.decl.CSSSelectorMemberPseudoIs;
import com.helger.css.decl.CSSSelectorSimpleMember;
import com.helger.css.decl.ECSSSelectorCombinator;
import com.helger.css.decl.ICSSSelectorMember;
import java.util.Comparator;
import java.util.List;

/** How strongly a selector speaks (Selectors Level 4 §17). */
record Specificity(int ids, int classes, int types) implements Comparable<Specificity> {
    /** Of a style attribute. */
    static final Specificity INLINE = new Specificity(Integer.MAX_VALUE, 0, 0);

    private static final Comparator<Specificity> ORDER = Comparator.comparingInt(Specificity::ids)
            .thenComparingInt(Specificity::classes)
            .thenComparingInt(Specificity::types);

    static Specificity of(CSSSelector selector) {
        int ids = 0;
        int classes = 0;
        int types = 0;
        for (ICSSSelectorMember member : selector.getAllMembers()) {
            if (member instanceof CSSSelectorAttribute) {
                classes++;
            } else if (!within(member).isEmpty()) {
                // That of the strongest one (Selectors Level 4 §17).
                Specificity strongest =
                        within(member).stream().map(Specificity::of).max(ORDER).orElseThrow();
                ids += strongest.ids;
                classes += strongest.classes;
                types += strongest.types;
            } else if (member instanceof CSSSelectorSimpleMember simple) {
                ids += simple.isHash() ? 1 : 0;
                classes += simple.isClass() ? 1 : 0;
                types += simple.isElementName() ? 1 : 0;
            }
        }
        return new Specificity(ids, classes, types);
    }

    /** Whether a mail program has to judge the selector itself, because it depends on more than the document. */
    static boolean isForLater(CSSSelector selector) {
        for (ICSSSelectorMember member : selector.getAllMembers()) {
            List<CSSSelector> within = within(member);
            boolean settled = member instanceof CSSSelectorAttribute
                    || (!within.isEmpty() && within.stream().noneMatch(Specificity::isForLater))
                    || member instanceof ECSSSelectorCombinator
                    || (member instanceof CSSSelectorSimpleMember simple
                            && !simple.isPseudo()
                            && !simple.getValue().equals("*"));
            if (!settled) {
                return true;
            }
        }
        return false;
    }

    /** What stands in the parentheses of {@code :not()} and {@code :is()}. */
    private static List<CSSSelector> within(ICSSSelectorMember member) {
        if (member instanceof CSSSelectorMemberNot not) {
            return not.getAllSelectors();
        }
        return member instanceof CSSSelectorMemberPseudoIs is ? is.getAllSelectors() : List.of();
    }

    @Override
    public int compareTo(Specificity other) {
        return ORDER.compare(this, other);
    }
}
