package org.broadsheet.source;

import java.util.List;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/** Feeds: Atom, RSS of every version, JSON Feed; by URL or as a file of the workspace. */
public final class FeedSource implements Source {
    @Override
    public String word() {
        return "feed";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.ITEMS;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        String place = Place.read(keys);
        return place == null ? null : new Feed(place);
    }

    private record Feed(String place) implements Query {
        @Override
        public Optional<List<Found>> ask(Outside outside) throws FetchException {
            Optional<Outside.Document> document = outside.openIfChanged(place);
            if (document.isEmpty()) {
                return Optional.empty();
            }
            HtmlPage.refuseForFeed(document.get(), place);
            return Optional.of(FeedReader.read(document.get(), outside::remark));
        }
    }
}
