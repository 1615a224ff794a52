package org.broadsheet.check;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSDeclarationList;
import com.helger.css.reader.CSSReaderDeclarationList;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** The {@code style} attributes of a page, each read once. Not for sharing. */
final class Styles {
    private final Map<String, Map<String, String>> read = new LinkedHashMap<>();

    /** Property to value, both in lower case; empty when there is none or it is no CSS. */
    Map<String, String> of(Element element) {
        return read.computeIfAbsent(element.attr("style"), Styles::parse);
    }

    private static Map<String, String> parse(String style) {
        Map<String, String> properties = new LinkedHashMap<>();
        CSSDeclarationList list = style.isBlank()
                ? null
                : CSSReaderDeclarationList.readFromReader(
                        new StringReader(style),
                        new CSSReaderSettings()
                                .setCustomErrorHandler(new DoNothingCSSParseErrorHandler())
                                .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler()));
        if (list != null) {
            for (CSSDeclaration declaration : list.getAllDeclarations()) {
                properties.put(
                        declaration.getProperty().toLowerCase(Locale.ROOT),
                        declaration.getExpressionAsCSSString().toLowerCase(Locale.ROOT));
            }
        }
        return properties;
    }
}
