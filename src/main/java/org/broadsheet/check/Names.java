package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;

/** People and organisations whose names are spelt otherwise than elsewhere. */
final class Names implements Inspection {
    private static final Pattern NAME_LIKE = Pattern.compile("\\p{Lu}[\\p{L}\\p{M}.-]*(?:['’]\\p{Lu}[\\p{L}\\p{M}]*)?");
    private static final int MOST_WORDS = 4;

    private static final String HERE = "this edition";

    @Override
    public void inspect(Draft draft, Findings findings) {
        KnownNames known = draft.around().names().apply(draft.edition().id());
        Book people = new Book(known.listed().people(), known.earlier().people());
        Book organisations =
                new Book(known.listed().organisations(), known.earlier().organisations());
        for (Item item : draft.matter().items()) {
            ItemReader.people(item).forEach(name -> people.check(name, item.at(), findings));
            String organisation = ItemReader.organisation(item);
            if (organisation != null) {
                organisations.check(organisation, item.at(), findings);
            }
        }
        for (Passage passage : draft.matter().passages()) {
            prose(passage, people, organisations, findings);
        }
    }

    /** What is right, what others wrote, and what this edition wrote so far. */
    private static final class Book {
        private final Spelling listed = new Spelling();
        private final Spelling earlier = new Spelling();
        private final Spelling here = new Spelling();

        Book(List<String> right, java.util.Map<String, String> others) {
            right.forEach(name -> listed.add(name, KnownNames.FILE));
            others.forEach(earlier::add);
        }

        void check(String name, Position at, Findings findings) {
            if (listed.knows(name)) {
                return;
            }
            Spelling.Known near = listed.near(name)
                    .or(() -> earlier.knows(name) ? java.util.Optional.empty() : earlier.near(name))
                    .or(() -> here.near(name))
                    .orElse(null);
            if (near == null) {
                here.add(name, HERE + ", line " + at.line());
            } else {
                report(name, near, at, findings);
            }
        }

        boolean knows(String name) {
            return listed.knows(name) || earlier.knows(name) || here.knows(name);
        }
    }

    private static void report(String name, Spelling.Known near, Position at, Findings findings) {
        String message = "'" + name + "' is spelt '" + near.name() + "' in " + near.where();
        String hint = "mend it, or add both to people or organisations in " + KnownNames.FILE;
        findings.add(ContentRule.NAME_SPELLING, at, message, hint);
    }

    /** In running text only names of several words, and organisations in another case, are surely meant. */
    private static void prose(Passage passage, Book people, Book organisations, Findings findings) {
        Matcher matcher = NAME_LIKE.matcher(passage.text());
        List<int[]> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(new int[] {matcher.start(), matcher.end()});
        }
        for (int i = 0; i < words.size(); i++) {
            for (int count = MOST_WORDS; count >= 1; count--) {
                String name = together(passage.text(), words, i, count);
                if (name == null) {
                    continue;
                }
                if (people.knows(name) || organisations.knows(name)) {
                    i += count - 1;
                    break;
                }
                Position at = passage.at(words.get(i)[0]);
                if (reported(name, count, people, organisations, at, findings)) {
                    i += count - 1;
                    break;
                }
            }
        }
    }

    private static boolean reported(
            String name, int count, Book people, Book organisations, Position at, Findings findings) {
        Spelling.Known person = count < 2
                ? null
                : people.listed
                        .near(name)
                        .or(() -> people.here.near(name))
                        .filter(known -> known.name().split(" ").length == count)
                        .orElse(null);
        Spelling.Known organisation = organisations
                .listed
                .near(name)
                .filter(known -> Spelling.key(known.name()).equals(Spelling.key(name)))
                .orElse(null);
        Spelling.Known near = person != null ? person : organisation;
        if (near != null) {
            report(name, near, at, findings);
            return true;
        }
        return false;
    }

    /** The words in a row with a single blank between each; null when they do not stand so. */
    private static @org.jspecify.annotations.Nullable String together(
            String text, List<int[]> words, int first, int count) {
        if (first + count > words.size()) {
            return null;
        }
        for (int i = first; i < first + count - 1; i++) {
            String gap = text.substring(words.get(i)[1], words.get(i + 1)[0]);
            if (!gap.equals(" ") && !gap.equals("\n")) {
                return null;
            }
        }
        return text.substring(words.get(first)[0], words.get(first + count - 1)[1])
                .replace('\n', ' ')
                .replaceFirst("\\.$", "");
    }
}
