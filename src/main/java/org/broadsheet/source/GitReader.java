package org.broadsheet.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.text.FileTrouble;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads what a repository holds, and runs and writes nothing in it. For one question. */
final class GitReader {
    static final int MOST = 5000;
    private static final int MOST_COMMITS = 300_000;
    private static final int MOST_MAILMAP = 1_000_000;
    private static final String NO_MAILMAP = " is a clone without .mailmap: people stand as their commits name them";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration HANGING = LONGEST.plusSeconds(5);
    private static final Duration OLDEST = Duration.ofDays(366);

    private final Repository repository;
    private final String place;
    private final GitWish wish;
    private final Outside outside;
    private final long began = System.nanoTime();

    private GitReader(Repository repository, String place, GitWish wish, Outside outside) {
        this.repository = repository;
        this.place = place;
        this.wish = wish;
        this.outside = outside;
    }

    /**
     * @param git the folder with its objects and refs
     * @param place as people call it
     */
    static List<Found> read(Path git, String place, GitWish wish, Outside outside) throws FetchException {
        GitIsolation.begin();
        return within(HANGING, place, () -> readOnce(git, place, wish, outside));
    }

    private static List<Found> readOnce(Path git, String place, GitWish wish, Outside outside) throws FetchException {
        try (GitFileSystem files = GitFileSystem.of(git, place);
                Repository repository = new FileRepositoryBuilder()
                        .setFS(files)
                        .setGitDir(git.toFile())
                        .setBare()
                        .setMustExist(true)
                        .build()) {
            return new GitReader(repository, place, wish, outside).read();
        } catch (IOException e) {
            throw unreadable(place, e);
        } catch (RevWalkException e) { // which is around one, where commits are gone through one by one
            throw unreadable(place, e.getCause() instanceof IOException cause ? cause : new IOException(e));
        } catch (LargeObjectException | OutOfMemoryError e) { // only what was asked for at once did not fit
            throw new FetchException(called(place) + " cannot be read: something in it is too large", false);
        } catch (RuntimeException e) { // of many kinds, where its files are broken
            throw new FetchException(
                    called(place) + " cannot be read: " + e.getClass().getSimpleName(), false);
        }
    }

    private static FetchException unreadable(String place, IOException e) {
        String why = e instanceof MissingObjectException missing
                ? "it lacks " + missing.getObjectId().abbreviate(7).name() + ", as a clone does that was not made whole"
                : FileTrouble.words(e);
        return new FetchException(called(place) + " cannot be read: " + why, false);
    }

    private static FetchException late(Duration limit, String place) {
        return new FetchException(called(place) + " takes more than " + limit.toSeconds() + " s to read", false);
    }

    /** A file that somebody else changes meanwhile may keep JGit waiting for ever, and nobody with it. */
    static List<Found> within(Duration limit, String place, Callable<List<Found>> reading) throws FetchException {
        FutureTask<List<Found>> task = new FutureTask<>(reading);
        Thread thread = new Thread(task, "git-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw late(limit, place);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted", true);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchException trouble) {
                throw trouble;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<Found> read() throws IOException, FetchException {
        if (wish.kind() == BlockKind.RELEASES) {
            return new GitTags(repository, wish).read();
        }
        try (ObjectReader objects = GitObjects.of(repository);
                RevWalk walk = new RevWalk(objects)) {
            RevCommit tip = tip(walk);
            GitMailmap mailmap = mailmap(tip);
            Map<String, ObjectId> firsts = firsts(tip, mailmap);
            GitCommits commits = new GitCommits(wish, mailmap, firsts);
            walk(walk, tip, commits);
            return wish.kind() == BlockKind.PEOPLE ? commits.people() : commits.changes();
        }
    }

    private RevCommit tip(RevWalk walk) throws IOException, FetchException {
        String name = !wish.to().isEmpty() ? wish.to() : wish.branch().isEmpty() ? "HEAD" : wish.branch();
        return commit(walk, name);
    }

    private RevCommit commit(RevWalk walk, String name) throws IOException, FetchException {
        for (String prefix : List.of("refs/tags/", "refs/heads/", "refs/remotes/", "")) {
            boolean isFull = prefix.isEmpty() && !name.matches("HEAD|[0-9a-f]{7,64}");
            ObjectId id = isFull ? null : repository.resolve(prefix + name);
            if (id != null && GitObjects.peeled(walk, walk.parseAny(id)) instanceof RevCommit commit) {
                return commit;
            }
        }
        String empty = name.equals("HEAD") ? " has no commits" : " has no branch, tag or commit '" + name + "'";
        throw new FetchException(called() + empty, false);
    }

    private String called() {
        return called(place);
    }

    private static String called(String place) {
        return place.equals(".") ? "the repository" : place;
    }

    private void walk(RevWalk walk, RevCommit tip, GitCommits commits) throws IOException, FetchException {
        walk.markStart(tip);
        if (!wish.from().isEmpty()) {
            walk.markUninteresting(commit(walk, wish.from()));
        }
        walk.setRevFilter(RevFilter.NO_MERGES);
        if (!wish.paths().isEmpty()) {
            List<String> paths = wish.paths().stream()
                    .map(path -> path.replaceFirst("/$", ""))
                    .toList();
            walk.setTreeFilter(AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
        }
        Instant oldest = outside.asOf().minus(OLDEST);
        int count = 0;
        for (RevCommit commit : walk) {
            boolean isOld = !wish.isRange()
                    && Instant.ofEpochSecond(commit.getCommitTime()).isBefore(oldest);
            if (isOld || count == MOST) {
                break;
            }
            if (isLate()) {
                throw late(LONGEST, place);
            }
            commits.add(commit);
            commit.disposeBody();
            count++;
        }
        if (count == MOST && wish.isRange()) {
            outside.remark(called() + " has more than " + MOST + " commits there: the oldest are left out");
        }
    }

    private boolean isLate() {
        return System.nanoTime() - began > LONGEST.toNanos();
    }

    private GitMailmap mailmap(RevCommit tip) throws IOException {
        try (ObjectReader objects = GitObjects.of(repository)) {
            if (!objects.has(tip.getTree())) {
                return without(NO_MAILMAP);
            }
            try (TreeWalk file = TreeWalk.forPath(objects, ".mailmap", tip.getTree())) {
                return file == null || (file.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE
                        ? GitMailmap.NONE
                        : mailmap(objects, file.getObjectId(0));
            }
        }
    }

    private GitMailmap mailmap(ObjectReader objects, ObjectId id) throws IOException {
        if (!objects.has(id)) {
            return without(NO_MAILMAP);
        }
        if (objects.getObjectSize(id, Constants.OBJ_BLOB) > MOST_MAILMAP) {
            return without(": its .mailmap is larger than 1 MB, and not read");
        }
        byte[] bytes = objects.open(id, Constants.OBJ_BLOB).getCachedBytes(MOST_MAILMAP);
        return GitMailmap.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    private GitMailmap without(String why) {
        outside.remark(called() + why);
        return GitMailmap.NONE;
    }

    /** The first commit of everybody, by address; empty where the history that is here does not tell. */
    private Map<String, ObjectId> firsts(RevCommit tip, GitMailmap mailmap) throws IOException {
        if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
            outside.remark(called() + " is a shallow clone: it does not tell whose contribution is the first");
            return Map.of();
        }
        Map<String, RevCommit> firsts = new HashMap<>();
        try (ObjectReader objects = GitObjects.of(repository);
                RevWalk walk = new RevWalk(objects)) {
            walk.markStart(walk.parseCommit(tip));
            int count = 0;
            for (RevCommit commit : walk) {
                if (++count > MOST_COMMITS || isLate()) {
                    outside.remark(called() + " is too large to tell whose contribution is the first");
                    return Map.of();
                }
                author(commit)
                        .map(author -> mailmap.person(author.getName(), author.getEmailAddress()))
                        .ifPresent(person -> firsts.merge(
                                person.address().isEmpty() ? person.name() : person.address(),
                                commit,
                                (one, other) -> one.getCommitTime() < other.getCommitTime() ? one : other));
                commit.disposeBody();
            }
        }
        Map<String, ObjectId> ids = new LinkedHashMap<>();
        firsts.forEach((who, commit) -> ids.put(who, commit.getId()));
        return ids;
    }

    /** Empty where it is not written as it should be. */
    static Optional<PersonIdent> author(RevCommit commit) {
        return Optional.ofNullable(commit.getAuthorIdent());
    }
}
