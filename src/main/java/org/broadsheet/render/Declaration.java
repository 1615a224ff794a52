package org.broadsheet.render;

import com.helger.css.decl.CSSDeclaration;
import java.util.List;
import java.util.Locale;

/**
 * One declaration of a rule or of a {@code style} attribute.
 *
 * @param value without "!important": that would win over the rules for dark and small screens, which stay in the head
 */
record Declaration(String property, String value, boolean important) {
    static List<Declaration> of(List<CSSDeclaration> declarations) {
        return declarations.stream().map(Declaration::of).toList();
    }

    private static Declaration of(CSSDeclaration declaration) {
        String value = declaration.getExpressionAsCSSString();
        return new Declaration(
                declaration.getProperty().toLowerCase(Locale.ROOT),
                value.contains("'") ? value : value.replace('"', '\''), // it will stand in double quotes
                declaration.isImportant());
    }
}
