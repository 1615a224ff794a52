package org.broadsheet.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.source.GitMailmap.Person;
import org.broadsheet.text.Characters;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Makes changes, or the people who made them, of commits, the newest first. No address of anybody gets into either. */
final class GitCommits {
    private static final Pattern ADDRESS =
            Pattern.compile("<?[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63})+>?");
    private static final Pattern NUMBERED = Pattern.compile("(.*\\S)\\s+\\((?:#|!|GH-)(\\d{1,9})\\)");
    private static final Pattern ROBOT = Pattern.compile(
            "(?i).*\\[bot\\].*|(?:dependabot|renovate|github[- ]actions?|pre-commit-ci)\\b.*|.*[- ]bot");

    private static final int MOST_TITLES = 100;

    private final GitWish wish;
    private final GitMailmap mailmap;
    private final Map<String, ObjectId> firsts;
    private final List<Found> changes = new ArrayList<>();
    private final Map<String, Found> people = new LinkedHashMap<>();

    /** @param firsts the first commit of everybody, by address */
    GitCommits(GitWish wish, GitMailmap mailmap, Map<String, ObjectId> firsts) {
        this.wish = wish;
        this.mailmap = mailmap;
        this.firsts = firsts;
    }

    List<Found> changes() {
        return changes;
    }

    /** Each once, by the last commit. */
    List<Found> people() {
        return List.copyOf(people.values());
    }

    void add(RevCommit commit) {
        Person author = GitReader.author(commit)
                .map(ident -> mailmap.person(ident.getName(), ident.getEmailAddress()))
                .orElse(new Person("", ""));
        String name = Characters.oneLine(withoutAddresses(author.name()));
        String who = author.address().isEmpty() ? author.name() : author.address();
        boolean isRobot = ROBOT.matcher(author.name()).matches();
        boolean isFirst = !isRobot && commit.getId().equals(firsts.get(who));
        List<String> titles = titles(commit);
        if (titles.isEmpty() || changes.size() >= GitReader.MOST) {
            return;
        }
        if (wish.kind() != BlockKind.PEOPLE) {
            if (isFirst || !wish.firstTime()) {
                for (int i = 0; i < titles.size(); i++) {
                    changes.add(change(commit, titles.get(i), i, name, isFirst));
                }
            }
        } else if (!isRobot && !name.isEmpty() && (isFirst || !wish.firstTime())) {
            people.merge(who, person(commit, name, isFirst ? titles.get(0) : ""), GitCommits::withReason);
        }
    }

    private Found change(RevCommit commit, String title, int place, String author, boolean isFirst) {
        Matcher numbered = NUMBERED.matcher(title);
        boolean hasNumber = numbered.matches();
        Found.Fields fields = new Found.Fields()
                .put("title", hasNumber ? numbered.group(1) : title)
                .put("number", hasNumber ? numbered.group(2) : null)
                .put("url", wish.link().replace("{commit}", commit.name()))
                .put("authors", author)
                .put("first-contribution", isFirst ? "true" : null);
        String id = place == 0 ? commit.name() : commit.name() + "/" + place;
        return new Found(id, Instant.ofEpochSecond(commit.getCommitTime()), fields.map());
    }

    /** Of each window anew; the last commit tells whether there is a new one. */
    private Found person(RevCommit commit, String name, String reason) {
        String id = Fingerprint.of(name) + "/" + (wish.isRange() ? wish.from() + ".." + wish.to() : commit.name());
        Found.Fields fields = new Found.Fields()
                .put("title", name)
                .put("authors", name)
                .put("summary", reason)
                .put("first-contribution", reason.isEmpty() ? null : "true");
        return new Found(id, Instant.ofEpochSecond(commit.getCommitTime()), fields.map());
    }

    /** Who has begun within these commits is named with what began it. */
    private static Found withReason(Found last, Found earlier) {
        Found.Fields fields = new Found.Fields();
        last.fields().forEach(fields::put);
        fields.put("summary", earlier.first("summary"));
        return new Found(last.id(), last.at(), fields.map());
    }

    /** The values of the trailer, or the subject; none that says that there is nothing to say. */
    private List<String> titles(RevCommit commit) {
        List<String> written =
                wish.trailer().isEmpty() ? List.of(subject(commit)) : commit.getFooterLines(wish.trailer());
        return written.stream()
                .map(GitCommits::withoutAddresses)
                .map(Characters::oneLine)
                .filter(title -> !title.isEmpty() && !title.equalsIgnoreCase("none"))
                .limit(MOST_TITLES)
                .toList();
    }

    private static String subject(RevCommit commit) {
        return Optional.ofNullable(commit.getShortMessage()).orElse("");
    }

    static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll("").replaceAll("\\s{2,}", " ").strip();
    }
}
