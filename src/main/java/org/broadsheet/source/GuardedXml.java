package org.broadsheet.source;

import com.rometools.rome.io.XmlReader;
import com.rometools.rome.io.impl.XmlFixerReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.fetch.FetchException;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaders;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Parses XML that anybody may have written: no entity is ever defined in it, nothing outside of it is ever read, and it
 * nests no deeper than people write.
 */
final class GuardedXml {
    private static final int DEEPEST = 100;
    private static final int MOST_ELEMENTS = 200_000;
    /** One that only names a standard, as RSS 0.91 has it, means no harm: it is passed over. */
    private static final Pattern HARMLESS_DOCTYPE =
            Pattern.compile("<!DOCTYPE\\s[^\\[<>]{0,500}>", Pattern.CASE_INSENSITIVE);

    private static final int PROLOG = 2000;

    private GuardedXml() {}

    static Document parse(Outside.Document document) throws FetchException {
        SAXBuilder builder = new SAXBuilder(XMLReaders.NONVALIDATING);
        builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        builder.setFeature("http://xml.org/sax/features/external-general-entities", false);
        builder.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        builder.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        builder.setExpandEntities(false);
        builder.setXMLFilter(new Depth());
        try {
            return builder.build(new XmlFixerReader(new StringReader(text(document))));
        } catch (JDOMParseException e) {
            throw new FetchException(words(e), false);
        } catch (JDOMException | IOException e) {
            throw new FetchException("this is no XML: " + firstLine(e.getMessage()), false);
        }
    }

    private static String text(Outside.Document document) throws FetchException {
        String text = decoded(document.bytes(), document.type())
                .or(() -> decoded(document.bytes(), null)) // some servers say nonsense
                .orElseThrow(() -> new FetchException("its encoding cannot be read", false));
        if (!text.stripLeading().startsWith("<")) {
            throw new FetchException("this is neither XML nor JSON", false);
        }
        return withoutDoctype(text);
    }

    /** The encoding is what the bytes, the server and the first line say, in that order. */
    private static Optional<String> decoded(byte[] bytes, @Nullable String type) {
        try (ByteArrayInputStream in = new ByteArrayInputStream(bytes);
                Reader reader = type == null ? new XmlReader(in, true) : new XmlReader(in, type, true)) {
            StringWriter out = new StringWriter();
            reader.transferTo(out);
            return Optional.of(out.toString());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutDoctype(String text) {
        String prolog = text.substring(0, Math.min(PROLOG, text.length()));
        Matcher doctype = HARMLESS_DOCTYPE.matcher(prolog);
        return doctype.find() ? text.substring(0, doctype.start()) + text.substring(doctype.end()) : text;
    }

    private static String words(JDOMParseException e) {
        String message = firstLine(e.getMessage());
        if (message.contains("DOCTYPE")) {
            return "it has a DOCTYPE that defines entities, which is refused";
        }
        if (message.contains(Depth.WORDS) || message.contains("jdk.xml.max")) { // newer Javas have limits of their own
            return Depth.WORDS;
        }
        String said = message.replaceFirst("^Error on line \\d+[^:]*: ", "");
        return "this is no XML: " + said + (e.getLineNumber() > 0 ? " (line " + e.getLineNumber() + ")" : "");
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.split("\n", 2)[0];
    }

    private static final class Depth extends XMLFilterImpl {
        static final String WORDS = "it nests deeper, or holds more elements, than any feed";

        private int depth;
        private int elements;

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes)
                throws SAXException {
            depth++;
            elements++;
            if (depth > DEEPEST || elements > MOST_ELEMENTS) {
                throw new SAXException(WORDS);
            }
            super.startElement(uri, localName, qName, attributes);
        }

        @Override
        public void endElement(String uri, String localName, String qName) throws SAXException {
            depth--;
            super.endElement(uri, localName, qName);
        }
    }
}
