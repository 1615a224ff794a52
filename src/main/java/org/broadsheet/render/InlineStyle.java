package org.broadsheet.render;

import com.helger.css.decl.CSSDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The declarations that apply to one element, and what remains of them by the rules of the cascade. */
final class InlineStyle {
    private record Declared(boolean important, Specificity specificity, CSSDeclaration declaration) {}

    private static final Comparator<Declared> CASCADE =
            Comparator.comparing(Declared::important).thenComparing(Declared::specificity);

    /** Properties that are not set by the shorthand that their name begins with. */
    private static final List<String> APART =
            List.of("border-collapse", "border-spacing", "border-radius", "font-feature-settings", "font-smoothing");

    private final List<Declared> declared = new ArrayList<>();

    /** In the order of the stylesheet. */
    void add(Specificity specificity, List<CSSDeclaration> declarations) {
        declarations.forEach(one -> declared.add(new Declared(one.isImportant(), specificity, one)));
    }

    /** Property and value; a later entry wins over an earlier one. */
    Map<String, String> cascaded() {
        Map<String, String> style = new LinkedHashMap<>();
        declared.stream().sorted(CASCADE).forEach(one -> {
            String property = one.declaration().getProperty().toLowerCase(Locale.ROOT);
            style.remove(property);
            style.keySet().removeIf(other -> isPartOf(other, property));
            style.put(property, value(one.declaration()));
        });
        return style;
    }

    /** Without "!important": it would win over the rules for dark and small screens, which stay in the head. */
    private static String value(CSSDeclaration declaration) {
        String value = declaration.getExpressionAsCSSString();
        return value.contains("'") ? value : value.replace('"', '\'');
    }

    private static boolean isPartOf(String longhand, String shorthand) {
        return longhand.startsWith(shorthand + "-") && !APART.contains(longhand)
                || (shorthand.equals("font") && longhand.equals("line-height"));
    }
}
