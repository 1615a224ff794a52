package org.broadsheet.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.Target;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/** Repositories of Git on this machine: their commits, those who made them, or their tags. */
public final class GitSource implements Source {
    private static final Set<BlockKind> KINDS = Set.of(BlockKind.CHANGES, BlockKind.PEOPLE, BlockKind.RELEASES);
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._/+-]{0,199}";

    @Override
    public String word() {
        return "git";
    }

    @Override
    public BlockKind kind() {
        return BlockKind.CHANGES;
    }

    @Override
    public @Nullable Query read(YamlMap keys) {
        BlockKind as = keys.oneOf("as", kind());
        if (!KINDS.contains(as)) {
            String message = "a repository has no " + as.word();
            keys.problems().error("bad-value", keys.at("as"), message, "write changes, people or releases");
        }
        String repository = keys.optionalText("repository", "repo");
        String project = keys.optionalText("project");
        GitWish wish = new GitWish(
                as,
                name(keys, "branch"),
                name(keys, "from"),
                name(keys, "to"),
                keys.texts("path", "paths"),
                trailer(keys),
                keys.bool("first-time", false),
                text(keys.optionalText("tags")),
                text(project),
                link(keys, as));
        if (wish.paths().stream().anyMatch(path -> !WorkspaceFolder.isInside(path.replaceFirst("/$", "")))) {
            keys.problems().error("bad-value", keys.at("path"), "'path' must be inside the repository", "write docs/");
        }
        return new Repository(repository == null ? "." : repository, wish);
    }

    private static String trailer(YamlMap keys) {
        String trailer = text(keys.optionalText("trailer"));
        if (!trailer.isEmpty() && !trailer.matches("[A-Za-z0-9-]{1,100}")) {
            String message = "'trailer' is '" + trailer + "', which no trailer of a commit is called";
            keys.problems().error("bad-value", keys.at("trailer"), message, "write it as Release-note");
        }
        return trailer;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Of a branch, a tag or a commit: nothing that Git would take for more than a name. */
    private static String name(YamlMap keys, String key) {
        String name = text(keys.optionalText(key));
        if (!name.isEmpty() && (!name.matches(NAME) || name.contains(".."))) {
            String message = "'" + key + "' is '" + name + "', which is no name of a branch, tag or commit";
            keys.problems().error("bad-value", keys.at(key), message, "write it as v1.2 or main");
        }
        return name;
    }

    private static String link(YamlMap keys, BlockKind as) {
        String link = text(keys.optionalText("link"));
        String hole = as == BlockKind.RELEASES ? "{tag}" : "{commit}";
        boolean good = link.contains(hole) && Target.of(link.replace(hole, "x")) == Target.GOOD;
        if (!link.isEmpty() && (!good || as == BlockKind.PEOPLE)) {
            String message = "'link' must be a URL with " + hole + " in it";
            keys.problems().error("bad-value", keys.at("link"), message, "write https://git.example.org/" + hole);
        }
        return link;
    }

    private record Repository(String place, GitWish wish) implements Query {
        @Override
        public String details() {
            return wish.toString();
        }

        /** What lies between two tags is meant, however old. */
        @Override
        public Duration age() {
            return wish.isRange() ? Duration.ofDays(36_600) : SourceOptions.AGE;
        }

        @Override
        public boolean isWhole() {
            return wish.isRange();
        }

        @Override
        public Optional<List<Found>> ask(Outside outside) throws FetchException {
            return Optional.of(GitReader.read(outside.repository(place), place, wish, outside));
        }
    }
}
