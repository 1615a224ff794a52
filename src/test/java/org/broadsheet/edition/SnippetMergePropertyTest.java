package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.broadsheet.edition.DraftMerge.Generated;
import org.broadsheet.edition.Drafts.Taken;
import org.broadsheet.text.Problems;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Somebody works at random on an edition that holds snippets, contributors send more, and it is drafted again, several times over. */
class SnippetMergePropertyTest {
    private static final int SECTIONS = 3;
    private static final String END = "\n\n<!-- the end of it -->\n";

    /** ID is a word that no other snippet has. Each is taken: {@link SnippetJudge}. */
    private static final List<String> TEXTS = List.of(
            "ID.",
            "Words ID.\n\nMore *words*.\n\n- a list\n- of two\n\n  and more",
            "About 1.",
            "Until next time.",
            "```\n<!-- the end of it -->\n<!-- snippets/s0r0n0.md -->\n## ID\n```",
            "~~~yaml\n# new since round 1\n- title: ID\n~~~\n\nBehind it.",
            "```talks\n- title: ID\n```",
            "```items\n# feed https://s1.example/feed, 2025-11-13 10:00 to 2025-11-20 11:00 Europe/Berlin\n- title: ID\n```",
            "- a ID\n\n- b\n\n  <!-- the end of it -->\n\n  ```\n  code\n  ```",
            "<div>\n<!-- a note -->\n</div>\n\nID",
            "Text <!-- the end of it --> ID",
            "<!-- a note ID -->\nText.",
            "<!-- a\nnote -->\n\nText ID.",
            "    indented ID\n\n    code",
            "| a | b |\n|---|---|\n| ID | 2 |",
            "***\n\nID\n\n---",
            "> quoted ID\n> ```\n> code\n> ```\n> - list",
            "### Small ID\n\nText.",
            "Hello {{subscriber.first_name|there}} ID",
            "<details>\n<summary>ID</summary>\n\nT\n\n</details>");

    private Random random = new Random(0);
    private int words;
    private int round;
    private final Map<Taken, String> all = new LinkedHashMap<>(); // what drafts hold, with what was drafted
    private final Map<Integer, List<Taken>> ofSection = new LinkedHashMap<>();
    private final Set<String> reworded = new LinkedHashSet<>(); // of which only the comment, or only words, are left

    private Generated generated() {
        StringBuilder text = new StringBuilder("---\nlist: l\nfrom: a@x.example\ndate: 2025-11-20\n---\nOpening.\n\n");
        Map<Taken, String> entries = new LinkedHashMap<>();
        for (int section = 0; section < SECTIONS; section++) {
            text.append("## Section ")
                    .append(section)
                    .append("\n\nAbout ")
                    .append(section)
                    .append(".\n\n");
            List<Taken> snippets = ofSection.getOrDefault(section, List.of());
            if (!snippets.isEmpty()) {
                text.append(
                        "<!-- markdown snippets for s%d, 2025-11-13 10:00 to 2025-11-20 1%d:00 Europe/Berlin -->\n\n"
                                .formatted(section, round));
                snippets.forEach(item -> text.append(all.get(item)).append("\n\n"));
                text.append(END.strip()).append("\n\n");
                snippets.forEach(item -> entries.put(item, all.getOrDefault(item, "")));
            }
            text.append("Until next time.\n\n")
                    .append(DraftMergeTest.block("s" + section, "x" + section))
                    .append('\n');
            entries.put(new Taken("feed" + section, "x"), DraftMergeTest.entry("x" + section));
        }
        return new Generated(text.toString(), entries);
    }

    private void grow(int section) {
        for (int more = random.nextInt(3); more > 0; more--) {
            String path = "snippets/s" + section + "r" + round + "n" + words++ + ".md";
            String text = TEXTS.get(random.nextInt(TEXTS.size())).replace("ID", "id" + words++ + "z");
            Problems problems = new Problems();
            assertThat(Snippet.read("snippets", path, text.getBytes(StandardCharsets.UTF_8), problems))
                    .as("%s %s", text, problems.list())
                    .isPresent();
            Taken item = new Taken("folder", path);
            all.put(item, "<!-- " + path + " -->\n" + text);
            List<Taken> snippets = ofSection.computeIfAbsent(section, key -> new ArrayList<>());
            snippets.add(random.nextInt(snippets.size() + 1), item);
        }
    }

    private String mine() {
        return "mine" + words++ + "z";
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String edit(String file) {
        List<String> whole = all.values().stream()
                .filter(entry -> file.contains("\n" + entry + "\n"))
                .toList();
        List<String> sections = List.of(file.split("(?m)(?=^## Section)"));
        if (whole.isEmpty() || random.nextInt(4) == 0) {
            return ofSections(file, sections);
        }
        String entry = any(whole);
        String head = entry.split("\n", 2)[0];
        String text = entry.split("\n", 2)[1];
        switch (random.nextInt(9)) {
            case 0 -> {
                return file.replace(entry + "\n\n", "");
            }
            case 1 -> {
                return file.replace(entry, head + "\n" + mine() + ".\n\n- " + mine());
            }
            case 2 -> {
                return file.replace(entry, head + "\n" + mine() + ".\n\n" + text);
            }
            case 3 -> {
                return file.replace(entry, entry + "\n\n" + mine() + ".");
            }
            case 4 -> {
                return file.replace(entry, entry.replaceFirst("id\\d+z", mine()));
            }
            case 5 -> { // moved behind another
                String other = any(whole);
                return other.equals(entry)
                        ? file.replace(entry + "\n\n", "").replace("\nOpening.\n", "\nOpening.\n\n" + entry + "\n")
                        : file.replace(entry + "\n\n", "").replace(other, other + "\n\n" + entry);
            }
            case 6 -> {
                if (!text.contains("id") || text.matches("(?s)[ -].*|.*# feed.*|.*\n\n.*")) {
                    return file;
                }
                reworded.add(entry);
                return file.replace(entry, text);
            }
            case 7 -> {
                return file.replace(entry, mine() + ".\n\n" + entry);
            }
            default -> {
                return file.replace(entry, entry + "\n\n```items\n- title: " + mine() + "\n```");
            }
        }
    }

    private String ofSections(String file, List<String> sections) {
        switch (random.nextInt(8)) {
            case 0 -> {
                return file.replaceFirst(END, "\n");
            }
            case 1 -> {
                return file.replaceFirst("<!-- markdown .*\n\n", "");
            }
            case 2 -> {
                List<String> mixed = new ArrayList<>(sections.subList(1, sections.size()));
                Collections.shuffle(mixed, random);
                return sections.get(0) + String.join("", mixed);
            }
            case 3 -> {
                return file.replaceFirst("## Section (\\d)\n", "## Section " + mine() + " {status=draft}\n");
            }
            case 4 -> {
                return sections.size() < 2 || random.nextInt(3) > 0
                        ? file
                        : file.replace(sections.get(1 + random.nextInt(sections.size() - 1)), "");
            }
            case 5 -> { // a group, from comment to comment
                int begin = file.indexOf("<!-- markdown ");
                int end = begin < 0 ? -1 : file.indexOf(END, begin);
                return end < 0 || random.nextInt(3) > 0
                        ? file
                        : file.substring(0, begin) + file.substring(end + END.length() + 1);
            }
            case 6 -> {
                return file.replaceFirst("Until next time\\.", mine() + ".");
            }
            default -> {
                return file.replace("\n\n\n", "\n\n") + "\n## Section " + mine() + "\n\n" + mine() + "\n\n";
            }
        }
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank() && !isWindow(line)).toList();
    }

    /** It may be renewed. */
    private static boolean isWindow(String line) {
        return line.startsWith("<!-- markdown ") || line.startsWith("# feed ");
    }

    @RepeatedTest(400)
    void a_new_snippet_stands_whole_under_the_marker_and_all_else_is_as_the_person_has_it(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        for (int section = 0; section < SECTIONS; section++) {
            grow(section);
        }
        Generated before = generated();
        String file = before.text();
        for (round = 1; round <= 4; round++) {
            for (int edits = random.nextInt(7); edits > 0; edits--) {
                file = edit(file);
            }
            for (int section = 0; section < SECTIONS; section++) {
                grow(section);
            }
            Generated now = generated();
            Merged merged = DraftMerge.merge(before, file, now, "# new since round " + round);
            String told = "before:\n" + before.text() + "\nfile:\n" + file + "\nnow:\n" + now.text() + "\nmerged:\n"
                    + merged.text() + "\n" + merged.notes();
            List<Taken> fresh = new ArrayList<>(now.entries().keySet());
            fresh.removeAll(before.entries().keySet());
            fresh.removeAll(merged.refused());
            assertNothingElse(file, merged, fresh.stream().map(all::get).toList(), told);
            assertThat(merged.count()).as(told).isEqualTo(fresh.size());
            assertCounts(before, file, merged, told);
            for (Taken refused : merged.refused()) {
                assertThat(isGone(before, refused, file))
                        .as("%s in %s", refused, told)
                        .isTrue();
            }
            Map<Taken, String> taken = new LinkedHashMap<>(now.entries());
            merged.refused().forEach(taken::remove);
            before = new Generated(now.text(), taken);
            file = merged.text();
        }
    }

    /** Without what is new, the file is what it was, line by line; and what is new stands under its marker. */
    private void assertNothingElse(String file, Merged merged, List<String> fresh, String told) {
        List<String> there = new ArrayList<>();
        List<String> left = new ArrayList<>(fresh);
        List<String> all = lines(merged.text());
        String marker = "<!-- new since round " + round + " -->";
        boolean isUnder = false;
        for (int i = 0; i < all.size(); i++) {
            int at = i;
            isUnder |= all.get(i).equals(marker);
            String entry = left.stream()
                    .filter(each -> starts(all, at, lines(each)))
                    .findFirst()
                    .orElse("");
            if (!entry.isEmpty()) {
                assertThat(isUnder)
                        .as("%s is under a marker in %s", entry, told)
                        .isTrue();
                left.remove(entry);
                i += lines(entry).size() - 1;
                continue;
            }
            isUnder &= all.get(i).equals(marker);
            if (!all.get(i).equals(marker)) {
                there.add(all.get(i));
            }
        }
        assertThat(left).as(told).isEmpty();
        List<String> ends = List.of(END.strip()); // of groups that are new
        List<String> expected = new ArrayList<>(lines(file));
        expected.removeAll(ends);
        there.removeAll(ends);
        assertThat(there).as(told).isEqualTo(expected);
    }

    private static boolean starts(List<String> lines, int at, List<String> with) {
        return at + with.size() <= lines.size()
                && lines.subList(at, at + with.size()).equals(with);
    }

    private void assertCounts(Generated before, String file, Merged merged, String told) {
        long deleted = before.entries().values().stream()
                .filter(entry -> !stands(entry, file))
                .count();
        String note = deleted == 1 ? "1 item deleted" : deleted + " items deleted";
        if (deleted == 0) {
            assertThat(merged.notes()).as(told).noneMatch(each -> each.endsWith("deleted"));
        } else {
            assertThat(merged.notes()).as(told).contains(note);
        }
    }

    private boolean stands(String entry, String file) {
        String code = "<!-- snippets/s0r0n0.md -->\n## "; // is no comment
        return lines(file.replace(code, "")).contains(entry.split("\n", 2)[0])
                || reworded.contains(entry) && file.contains(entry.split("\n", 2)[1]);
    }

    /** Whether neither a comment nor a snippet of that section is left. */
    private boolean isGone(Generated before, Taken item, String file) {
        int section = item.item().charAt("snippets/s".length()) - '0';
        return !file.contains("<!-- markdown snippets for s" + section)
                && before.entries().entrySet().stream()
                        .filter(entry -> entry.getKey().item().startsWith("snippets/s" + section))
                        .noneMatch(entry -> stands(entry.getValue(), file));
    }
}
