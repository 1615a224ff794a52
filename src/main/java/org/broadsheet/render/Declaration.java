package org.broadsheet.render;

import com.helger.css.decl.CSSDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One property in a rule or in a {@code style} attribute.
 *
 * @param values without "!important": that would win over the rules for dark and small screens, which stay in the head. The last
 *     one counts; those before it are for programs that do not understand it
 */
record Declaration(String property, List<String> values, boolean important) {
    static List<Declaration> of(List<CSSDeclaration> written) {
        List<Declaration> all = new ArrayList<>();
        for (CSSDeclaration one : written) {
            Declaration declaration = of(one);
            for (Declaration earlier : List.copyOf(all)) {
                if (declaration.fallsBackTo(earlier)) {
                    all.remove(earlier);
                    declaration = declaration.after(earlier.values);
                }
            }
            all.add(declaration);
        }
        return List.copyOf(all);
    }

    private static Declaration of(CSSDeclaration written) {
        String value = written.getExpressionAsCSSString();
        return new Declaration(
                written.getProperty().toLowerCase(Locale.ROOT),
                List.of(value.contains("'") ? value : value.replace('"', '\'')), // it will stand in double quotes
                written.isImportant());
    }

    /** Whether the other was written for those who do not know functions as calc() or rgba(). */
    private boolean fallsBackTo(Declaration earlier) {
        return earlier.property.equals(property) && earlier.important == important && last().contains("(");
    }

    private Declaration after(List<String> simpler) {
        List<String> all = new ArrayList<>(simpler);
        all.addAll(values);
        return new Declaration(property, List.copyOf(all), important);
    }

    private String last() {
        return values.get(values.size() - 1);
    }
}
