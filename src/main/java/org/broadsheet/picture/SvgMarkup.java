package org.broadsheet.picture;

import com.github.weisj.jsvg.parser.XMLInput;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What an SVG file says before it is drawn.
 *
 * @param saysItsSize whether its root has a width or a height that is no share of the page's
 */
record SvgMarkup(boolean saysItsSize) {
    private static final int LARGEST = 2_000_000;
    private static final int ELEMENTS = 50_000;
    private static final int DEPTH = 200;

    static SvgMarkup read(byte[] file) {
        if (file.length > LARGEST) {
            throw tooLarge("has " + file.length / 1000 + " kB of SVG");
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(file));
            SvgMarkup root = null;
            int elements = 0;
            int depth = 0;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    root = root == null ? root(reader) : root;
                    elements++;
                    depth++;
                    if (elements > ELEMENTS || depth > DEPTH) {
                        throw tooLarge("has more elements than a drawing for mail needs");
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw UnfitPicture.broken("it uses an entity, '" + reader.getLocalName() + "'");
                }
            }
            if (root == null) {
                throw UnfitPicture.broken("there is nothing in it");
            }
            return root;
        } catch (XMLStreamException e) {
            throw UnfitPicture.broken(
                    "line " + e.getLocation().getLineNumber() + " is no XML, or holds an entity that is not declared");
        }
    }

    private static SvgMarkup root(XMLStreamReader reader) {
        return new SvgMarkup(
                isSize(reader.getAttributeValue(null, "width")) || isSize(reader.getAttributeValue(null, "height")));
    }

    private static boolean isSize(@Nullable String value) {
        return value != null
                && !value.isBlank()
                && !value.contains("%")
                && !value.strip().equals("auto");
    }

    static XMLInput input(byte[] file) {
        return () -> factory().createXMLEventReader(new ByteArrayInputStream(file));
    }

    /** Without a document type nothing is declared, fetched or multiplied. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static UnfitPicture tooLarge(String what) {
        return new UnfitPicture(UnfitPicture.Reason.TOO_LARGE, what, "simplify it, or save it as PNG");
    }
}
