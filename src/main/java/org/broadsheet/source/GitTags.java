package org.broadsheet.source;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Makes releases of tags. */
final class GitTags {
    private static final Pattern NO_WORDS = Pattern.compile("(?i)(?:new )?(?:release|version)\\W?");

    private final Repository repository;
    private final GitWish wish;
    private final Glob wanted;

    GitTags(Repository repository, GitWish wish) {
        this.repository = repository;
        this.wish = wish;
        this.wanted = Glob.of(wish.tags().isEmpty() ? "*" : wish.tags());
    }

    List<Found> read() throws IOException {
        List<Found> found = new ArrayList<>();
        try (ObjectReader objects = GitObjects.of(repository);
                RevWalk walk = new RevWalk(objects)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
                String name = ref.getName().substring(Constants.R_TAGS.length());
                if (found.size() < GitReader.MOST && wanted.fits(name)) {
                    add(found, name, walk.parseAny(ref.getObjectId()), walk);
                }
            }
        }
        return found;
    }

    private void add(List<Found> found, String name, RevObject object, RevWalk walk) throws IOException {
        RevObject target = GitObjects.peeled(walk, object);
        if (!(target instanceof RevCommit commit)) {
            return;
        }
        String url = wish.link()
                .replace(
                        "{tag}", URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
        Found.Fields fields = new Found.Fields()
                .put("project", wish.project())
                .put("version", name)
                .put("title", name)
                .put("summary", headline(object, name))
                .put("url", url);
        found.add(new Found(name, at(object, commit), fields.map()));
    }

    /** What an annotated tag says besides its own name: its first line, or else what follows. */
    private static @Nullable String headline(RevObject object, String name) {
        if (!(object instanceof RevTag tag)) {
            return null;
        }
        String first = tag.getShortMessage().strip();
        String all = tag.getFullMessage().strip();
        String rest = all.startsWith(first) ? all.substring(first.length()) : "";
        int signature = rest.indexOf("-----BEGIN ");
        String words = GithubNotes.headline(signature < 0 ? rest : rest.substring(0, signature), first, name);
        boolean isName = first.toLowerCase(Locale.ROOT)
                        .contains(name.toLowerCase(Locale.ROOT).replaceFirst("^v", ""))
                || NO_WORDS.matcher(first).matches();
        return GitCommits.withoutAddresses(words.isEmpty() && !isName ? first : words);
    }

    private static Instant at(RevObject object, RevCommit commit) {
        return object instanceof RevTag tag && tag.getTaggerIdent() != null
                ? tag.getTaggerIdent().getWhenAsInstant()
                : Instant.ofEpochSecond(commit.getCommitTime());
    }
}
