package org.broadsheet.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The declarations that apply to one element, and what remains of them by the rules of the cascade. */
final class InlineStyle {
    private record Declared(Specificity specificity, Declaration declaration) {
        boolean important() {
            return declaration.important();
        }
    }

    private static final Comparator<Declared> CASCADE =
            Comparator.comparing(Declared::important).thenComparing(Declared::specificity);

    /** Properties that are not set by the shorthand that their name begins with. */
    private static final List<String> APART =
            List.of("border-collapse", "border-spacing", "border-radius", "font-feature-settings", "font-smoothing");

    private final List<Declared> declared = new ArrayList<>();

    /** In the order of the stylesheet. */
    void add(Specificity specificity, List<Declaration> declarations) {
        declarations.forEach(one -> declared.add(new Declared(specificity, one)));
    }

    /** Property and values; a later entry wins over an earlier one, and so does a later value. */
    Map<String, List<String>> cascaded() {
        Map<String, List<String>> style = new LinkedHashMap<>();
        declared.stream().sorted(CASCADE).map(Declared::declaration).forEach(one -> {
            style.remove(one.property());
            style.keySet().removeIf(other -> isPartOf(other, one.property()));
            style.put(one.property(), one.values());
        });
        return style;
    }

    private static boolean isPartOf(String longhand, String shorthand) {
        boolean named = longhand.length() > shorthand.length()
                && longhand.startsWith(shorthand)
                && longhand.charAt(shorthand.length()) == '-';
        return named && !APART.contains(longhand) || (shorthand.equals("font") && longhand.equals("line-height"));
    }
}
