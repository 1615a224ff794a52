package org.broadsheet.edition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.broadsheet.edition.Assembly.Ask;
import org.broadsheet.edition.Assembly.Made;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.source.Collector;
import org.broadsheet.source.FoundItems;
import org.broadsheet.source.Request;
import org.broadsheet.source.Sources;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problems;
import org.jspecify.annotations.Nullable;

/** Makes the text of an edition of a digest: each source becomes the items of it that are due. Thread-safe. */
public final class Drafter {
    private final Sources sources;
    private final Collector collector;
    private final FoundItems items;
    private final Drafts drafts;
    private final Clock clock;

    public Drafter(Sources sources, Collector collector, FoundItems items, Drafts drafts, Clock clock) {
        this.sources = sources;
        this.collector = collector;
        this.items = items;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Whether sources are asked before their items are taken. */
    public enum Asking {
        ALL,
        /** For a window that is over: what was not seen then does not belong to it, where anybody looked. */
        THOSE_NEVER_ASKED,
        NONE
    }

    /**
     * What is wanted.
     *
     * @param digest the name of its file without {@code .md}
     * @param from what was published before it is left out; null for nothing
     * @param to the end of the window; null for now. One that is still to come takes what there is by now
     * @param exists whether there is a file of that edition
     * @param edition that is drafted again; null for the one of the window's end
     */
    public record Order(
            String digest,
            byte[] file,
            @Nullable Instant from,
            @Nullable Instant to,
            Asking asking,
            Predicate<String> exists,
            @Nullable String edition) {
        public Order(
                String digest,
                byte[] file,
                @Nullable Instant from,
                @Nullable Instant to,
                Asking asking,
                Predicate<String> exists) {
            this(digest, file, from, to, asking, exists, null);
        }

        String fileName() {
            return "digests/" + digest + ".md";
        }
    }

    /**
     * What came of it.
     *
     * @param edition its name, the date of the window's end in the digest's zone before that of the digest
     * @param cut what was published before it was left out; null for nothing
     * @param zone of the digest
     * @param text of the file
     * @param blocks what became of each source, in the order of the file
     * @param taken what is in it, with the lines of each item
     */
    public record Drafted(
            String edition,
            Window window,
            @Nullable Instant cut,
            ZoneId zone,
            String text,
            List<Resolved> blocks,
            Map<Taken, String> taken) {
        /** True when there are sources, and nothing new in any of them. */
        public boolean isEmpty() {
            return !blocks.isEmpty()
                    && blocks.stream().allMatch(block -> block.count() == 0 && block.trouble() == null);
        }
    }

    /**
     * A source that was turned into items.
     *
     * @param at its place in the digest
     * @param name of the source as people call it
     * @param left items that wait for the next edition, since only so many were wanted
     * @param trouble why it could not be had; null when it could
     * @param remarks on parts of it that could not be taken
     * @param brief the same in few words
     * @param notes on what later editions have too, and on what no block takes
     * @param isLate whether it was asked for the first time now, after the window's end
     */
    public record Resolved(
            Position at,
            String name,
            int count,
            int left,
            boolean isOptional,
            @Nullable String trouble,
            List<String> remarks,
            List<String> brief,
            List<String> notes,
            boolean isLate) {
        Resolved noting(List<String> more) {
            List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
            return new Resolved(at, name, count, left, isOptional, trouble, remarks, brief, all, isLate);
        }

        /** Without what was told of a source of the same kind: one file may be read for several blocks. */
        private Resolved without(Set<String> told) {
            return new Resolved(
                    at,
                    name,
                    count,
                    left,
                    isOptional,
                    trouble,
                    remarks.stream().filter(words -> told.add("all " + words)).toList(),
                    brief.stream().filter(words -> told.add("brief " + words)).toList(),
                    notes,
                    isLate);
        }
    }

    /**
     * Drafts, and keeps nothing of it yet but what sources answered.
     *
     * @throws org.broadsheet.text.InputException when the digest cannot be used, with everything that is wrong
     */
    public Drafted draft(Order order) {
        Parsed parsed = EditionParser.ofDigests(Defaults.NONE).parse(order.fileName(), order.file());
        List<Ask> asks = asks(parsed);
        FrontMatter front = parsed.orThrow().front();
        Optional<Window> earlier = before(order);
        Instant to = end(order, earlier);
        LocalDate date = date(order, LocalDate.ofInstant(to, front.zone()));
        String edition = order.edition() == null ? date + "-" + order.digest() : order.edition();
        drafts.giveBack(order.digest(), order.exists());
        Window window = window(order, earlier, edition, to);
        Instant cut = cut(order, edition);
        Instant now = clock.instant();
        // What was not seen while its window lasted does not belong to an edition behind which there is another one.
        boolean isPast = earlier.isPresent() && order.to() == null && to.isBefore(now.truncatedTo(ChronoUnit.SECONDS));
        Asking asking = isPast && order.asking() == Asking.ALL ? Asking.THOSE_NEVER_ASKED : order.asking();
        Assembly.Answers answers = ask(asks, asking, to.isBefore(now) ? to : now);
        Set<Taken> settled = drafts.settled(order.digest(), edition, to);
        Set<Taken> before = drafts.taken(order.digest(), edition, to);
        before.removeAll(settled);
        Assembly.Scope scope = new Assembly.Scope(
                window,
                front.zone(),
                before,
                drafts.held(order.digest(), edition),
                settled,
                drafts.later(order.digest(), edition, to),
                cut);
        List<Made> made = new Assembly(items, scope, answers).of(asks);
        Map<SourceBlock, String> texts = new LinkedHashMap<>();
        Map<Taken, String> taken = new LinkedHashMap<>();
        for (Made one : made) {
            texts.put(one.ask().block(), one.text());
            taken.putAll(one.taken());
        }
        String text = DraftText.of(parsed, order.file(), date, texts);
        Map<String, Set<String>> told = new HashMap<>();
        List<Resolved> resolved = made.stream()
                .map(one -> one.resolved()
                        .without(told.computeIfAbsent(one.ask().request().word(), word -> new HashSet<>())))
                .toList();
        return new Drafted(edition, window, cut, front.zone(), text, resolved, Collections.unmodifiableMap(taken));
    }

    /** An edition keeps its date when it is drafted again on another day. */
    private static LocalDate date(Order order, LocalDate ofWindow) {
        String edition = order.edition();
        return edition != null && edition.matches("\\d{4}-\\d\\d-\\d\\d-.*")
                ? LocalDate.parse(edition.substring(0, 10))
                : ofWindow;
    }

    /** Keeps a draft, before its file is written: what is in it no later edition takes. */
    public void keep(String digest, Drafted drafted) {
        drafts.store(
                new Drafts.Draft(digest, drafted.edition(), drafted.window(), drafted.cut(), drafted.text()),
                drafted.taken(),
                clock.instant());
    }

    /** The sources of a digest, for those who ask them between drafts; those that cannot be read are left out. */
    public List<Request> requests(String fileName, byte[] file) {
        Parsed parsed = EditionParser.ofDigests(Defaults.NONE).parse(fileName, file);
        Problems unread = new Problems();
        return parsed.sources().stream()
                .flatMap(block -> read(block, unread).stream())
                .toList();
    }

    private List<Ask> asks(Parsed parsed) {
        Problems problems = new Problems();
        List<Ask> asks = new ArrayList<>();
        for (SourceBlock block : parsed.sources()) {
            read(block, problems).ifPresent(request -> asks.add(new Ask(block, request)));
        }
        if (problems.hasErrors()) {
            problems.addAll(parsed.problems());
        }
        problems.throwIfErrors();
        return asks;
    }

    private Optional<Request> read(SourceBlock block, Problems problems) {
        return sources.parse(block.word(), block.wordAt(), block.first(), block.yaml(), problems);
    }

    /** An edition that is drafted again leaves out what it was to leave out before. */
    private @Nullable Instant cut(Order order, String edition) {
        return order.from() != null
                ? order.from()
                : drafts.find(order.digest(), edition)
                        .filter(draft -> !draft.isGivenBack())
                        .map(Drafts.Draft::cut)
                        .orElse(null);
    }

    /** The window of an edition that is drafted again. */
    private Optional<Window> before(Order order) {
        String edition = order.edition();
        return edition == null
                ? Optional.empty()
                : drafts.find(order.digest(), edition).map(Drafts.Draft::window);
    }

    /** The last edition of a digest, drafted again, goes on to now; one behind which there is another keeps its end. */
    private Instant end(Order order, Optional<Window> before) {
        if (order.to() != null) {
            return order.to();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return before.map(Window::to)
                .filter(end -> end.isAfter(now) || drafts.isFollowed(order.digest(), end))
                .orElse(now);
    }

    private Window window(Order order, Optional<Window> before, String edition, Instant to) {
        Instant from = Optional.ofNullable(order.from())
                .or(() -> before.map(Window::from))
                .or(() -> drafts.find(order.digest(), edition)
                        .map(Drafts.Draft::window)
                        .filter(same -> same.to().equals(to))
                        .map(Window::from))
                .filter(begin -> begin.isBefore(to))
                .or(() -> drafts.endBefore(order.digest(), edition, to))
                .orElseGet(() -> to.minus(Duration.ofDays(7)));
        return new Window(from, to);
    }

    private Assembly.Answers ask(List<Ask> asks, Asking asking, Instant to) {
        Map<String, String> troubles = new LinkedHashMap<>();
        Set<String> late = new HashSet<>();
        List<Request> wanted = new ArrayList<>();
        for (Ask ask : asks) {
            FoundItems.Standing standing = items.standing(ask.request());
            boolean unknown = standing.answeredAt() == null;
            if (asking == Asking.ALL) {
                wanted.add(ask.request());
            } else if (unknown && asking == Asking.THOSE_NEVER_ASKED) {
                wanted.add(ask.request());
                late.add(ask.request().key());
            } else if (asking == Asking.NONE && standing.trouble() != null) {
                troubles.put(ask.request().key(), standing.trouble()); // which is still so
            } else if (unknown) {
                troubles.put(ask.request().key(), "it was never collected, and now it is not asked");
            }
        }
        troubles.putAll(collector.collect(wanted, to));
        late.removeAll(troubles.keySet());
        return new Assembly.Answers(troubles, late);
    }
}
