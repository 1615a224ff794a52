package org.broadsheet.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Looks at YAML before it is composed: the composer recurses, this does not. A value that begins with {@code !},
 * {@code &} or {@code *} is a tag, a name or a reference to YAML, so that some or all of it would be lost; it may be a
 * password, so it is never shown.
 */
final class YamlScan {
    private static final int DEEPEST = 40;
    private static final int MOST = 300_000; // each takes some hundred bytes
    private static final String HINT_TAG = "remove the tag, or put a value that begins with ! in quotes";

    private final YamlSource source;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> anchors = new HashSet<>();
    private final List<Named> named = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean refused;
    private int count;

    /** A map, or a list; whose key was read last. */
    private static final class Level {
        final boolean isMap;

        @Nullable
        String key;

        boolean keyIsNext;

        Level(boolean isMap) {
            this.isMap = isMap;
            this.keyIsNext = isMap;
        }
    }

    /** A scalar with a name by which others might refer to it. */
    private record Named(String anchor, Position at, String value) {}

    YamlScan(YamlSource source) {
        this.source = source;
    }

    /** Whether it must not be composed, which is reported. */
    static boolean refuses(YamlSource source, Iterable<Event> events) {
        YamlScan scan = new YamlScan(source);
        for (Event event : events) {
            if (scan.levels.size() > DEEPEST || scan.count > MOST) {
                return true;
            }
            scan.read(event);
        }
        return scan.refusesWhole();
    }

    /** Whether it must not be composed, as far as is known up to this event. */
    boolean refuses(Event event) {
        read(event);
        return refused;
    }

    /** Likewise, now that there is nothing more to come. */
    boolean refusesWhole() {
        named.stream().filter(one -> !used.contains(one.anchor())).forEach(this::unused);
        return refused;
    }

    private void read(Event event) {
        Position at = source.at(event.getStartMark());
        if (++count == MOST + 1) {
            refuse(at, "more than " + MOST + " values", "split it");
        }
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event, at);
            case MappingEnd, SequenceEnd -> levels.pop();
            case Scalar -> scalar((ScalarEvent) event, at);
            case Alias -> alias((AliasEvent) event, at);
            default -> {}
        }
    }

    private void begin(CollectionStartEvent event, Position at) {
        refuseTag(event.getTag(), at);
        event.getAnchor().ifPresent(anchor -> anchors.add(anchor.getValue()));
        took(null);
        levels.push(new Level(event instanceof MappingStartEvent));
        if (levels.size() > DEEPEST) {
            refuse(at, "more than " + DEEPEST + " levels deep", "");
        }
    }

    private void scalar(ScalarEvent event, Position at) {
        refuseTag(event.getTag(), at);
        event.getAnchor().ifPresent(anchor -> {
            anchors.add(anchor.getValue());
            named.add(new Named(anchor.getValue(), at, value()));
        });
        took(event.getValue());
    }

    private void alias(AliasEvent event, Position at) {
        String anchor = event.getAlias().getValue();
        used.add(anchor);
        if (!anchors.contains(anchor)) {
            refuse(
                    at,
                    value() + " begins with '*', which refers to a value with a name, and none has this one",
                    "put a value that begins with * in quotes");
        }
        took(null);
    }

    private void refuseTag(Optional<String> tag, Position at) {
        if (tag.isPresent()) {
            refuse(at, value() + " begins with '!', which is a tag, and none is known here", HINT_TAG);
        }
    }

    private void unused(Named named) {
        String message = named.value() + " begins with '&', which names a value, and nothing refers to that name";
        refuse(named.at(), message, "put a value that begins with & in quotes");
    }

    private void refuse(Position at, String problem, String hint) {
        refused = true;
        source.problems().error("yaml", at, problem, hint);
    }

    /** What is about to be read, in words. */
    private String value() {
        Level level = levels.peek();
        if (level == null) {
            return "this";
        }
        if (!level.isMap) {
            return "an entry";
        }
        return level.keyIsNext || level.key == null ? "a key" : "'" + YamlMap.shown(level.key) + "'";
    }

    private void took(@Nullable String scalar) {
        Level level = levels.peek();
        if (level != null && level.isMap) {
            level.key = level.keyIsNext ? scalar : null;
            level.keyIsNext = !level.keyIsNext;
        }
    }
}
