package org.broadsheet.check;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import com.helger.css.writer.CSSWriterSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;

/** What a page says about how it looks where a mail program shows it dark. */
final class NightStyles {
    private static final CSSWriterSettings PLAIN = new CSSWriterSettings();
    private static final Pattern ID = Pattern.compile("#[\\w-]+");
    private static final Pattern CLASS = Pattern.compile("[.\\[:]");
    private static final Pattern ELEMENT = Pattern.compile("(?<![\\w.#:\\[=\"'-])[a-z]");

    private record Said(String selector, List<CSSDeclaration> declarations) {
        /** Selectors Level 4, §17, near enough for mail. */
        int specificity() {
            return 10_000 * count(ID) + 100 * count(CLASS) + count(ELEMENT);
        }

        private int count(Pattern part) {
            return (int)
                    part.matcher(selector.toLowerCase(Locale.ROOT)).results().count();
        }
    }

    private final Map<Element, Map<String, String>> important = new IdentityHashMap<>();
    private final Map<Element, Map<String, String>> others = new IdentityHashMap<>();
    private final boolean offered;

    NightStyles(Document page) {
        this.offered = page.select("meta[name=color-scheme]").attr("content").contains("dark");
        List<Said> said = new ArrayList<>();
        for (Element style : page.select("style")) {
            CascadingStyleSheet sheet = CSSReader.readFromStringReader(
                    style.data(),
                    new CSSReaderSettings()
                            .setCustomErrorHandler(new DoNothingCSSParseErrorHandler())
                            .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler()));
            if (sheet != null) {
                sheet.getAllMediaRules().stream().filter(NightStyles::isNight).forEach(media -> collect(media, said));
            }
        }
        said.sort(Comparator.comparingInt(Said::specificity)); // the later of equals stays the later
        said.forEach(one -> take(one, page));
    }

    /** Whether mail programs show the page dark in a way that it chose. */
    boolean areThere() {
        return offered || !important.isEmpty() || !others.isEmpty();
    }

    /** How a page looks that says nothing, where dark is offered: as browsers show it. */
    Look ground() {
        return offered ? Look.DEFAULT.on(Colour.WHITE, new Colour(0x12, 0x12, 0x12, 1)) : Look.DEFAULT;
    }

    /** @param day what the element says in its own style */
    Map<String, String> of(Element element, Map<String, String> day) {
        Map<String, String> all = new HashMap<>(others.getOrDefault(element, Map.of()));
        day.forEach((property, value) -> put(all, property, value));
        important.getOrDefault(element, Map.of()).forEach((property, value) -> put(all, property, value));
        return all;
    }

    private static boolean isNight(CSSMediaRule media) {
        return media.getAllMediaQueries().stream()
                .map(query -> query.getAsCSSString(PLAIN, 0).replaceAll("\\s", ""))
                .anyMatch(query -> query.contains("prefers-color-scheme:dark"));
    }

    private static void collect(CSSMediaRule media, List<Said> said) {
        for (ICSSTopLevelRule rule : media.getAllRules()) {
            if (rule instanceof CSSStyleRule style) {
                style.getAllSelectors()
                        .forEach(selector ->
                                said.add(new Said(selector.getAsCSSString(PLAIN, 0), style.getAllDeclarations())));
            }
        }
    }

    private void take(Said said, Document page) {
        for (Element element : matched(said.selector(), page)) {
            for (CSSDeclaration declaration : said.declarations()) {
                put(
                        (declaration.isImportant() ? important : others)
                                .computeIfAbsent(element, unused -> new HashMap<>()),
                        declaration.getProperty().toLowerCase(Locale.ROOT),
                        declaration.getExpressionAsCSSString().toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Hooks of one program and states such as {@code :hover} match nothing here. */
    private static List<Element> matched(String selector, Document page) {
        try {
            return page.select(selector);
        } catch (SelectorParseException unknown) {
            return List.of();
        }
    }

    /** One property may be written in two ways; the later one counts. */
    private static void put(Map<String, String> style, String property, String value) {
        if (property.equals("background")) {
            style.remove("background-color");
            style.remove("background-image");
        } else if (property.equals("background-color")
                && Colour.in(style.getOrDefault("background", "")).isPresent()) {
            style.remove("background");
        }
        style.put(property, value);
    }
}
