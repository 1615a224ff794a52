package org.broadsheet.text;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML on its way to the composer, which {@link YamlScan} looks at as it passes: so what is good is read only once. */
final class WatchedEvents implements Parser {
    private final Parser parser;
    private final YamlScan scan;

    private WatchedEvents(Parser parser, YamlScan scan) {
        this.parser = parser;
        this.scan = scan;
    }

    /** Empty when it is empty or something is wrong with it, of which nothing is reported yet. */
    static Optional<Node> compose(LoadSettings settings, YamlSource source, String text) {
        YamlSource unheard = new YamlSource(source.first(), source.last(), source.expansion(), new Problems());
        YamlScan scan = new YamlScan(unheard);
        Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
        try {
            Optional<Node> node = new Composer(settings, new WatchedEvents(parser, scan)).getSingleNode();
            return scan.refusesWhole() ? Optional.empty() : node;
        } catch (YamlEngineException wrong) {
            return Optional.empty();
        }
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    /** Stops the composer, which recurses, before it comes to what is refused. */
    @Override
    public Event next() {
        Event event = parser.next();
        if (scan.refuses(event)) {
            throw new YamlEngineException("refused");
        }
        return event;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }
}
