package org.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.broadsheet.edition.DraftMerge.Generated;
import org.broadsheet.edition.Drafts.Taken;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Somebody edits at random, sources go on, and the edition is drafted again, several times over. */
class DraftMergePropertyTest {
    private static final int SECTIONS = 4;
    private static final Pattern FENCED = Pattern.compile("(?s)```items\n(.*?)```\n\n");
    private static final Pattern ENTRY = Pattern.compile("(?m)^- title.*\n(?:  .*\n)*");

    private Random random = new Random(0);
    private int words;
    private final Map<Integer, List<String>> items = new LinkedHashMap<>(); // of each source, those that are in drafts
    private final Set<Integer> removed = new LinkedHashSet<>(); // sources whose block somebody has removed

    private Generated generated(Set<Integer> sections) {
        Map<Taken, String> entries = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("---\nlist: l\nfrom: a@x.example\ndate: 2025-11-20\n---\nOpening.\n\n");
        for (int section : sections) {
            text.append("## Section ")
                    .append(section)
                    .append("\n\nAbout ")
                    .append(section)
                    .append(".\n\n");
            List<String> ids = items.getOrDefault(section, List.of());
            if (!ids.isEmpty()) {
                text.append(DraftMergeTest.block("s" + section, ids.toArray(String[]::new)))
                        .append('\n');
            }
            ids.forEach(id -> entries.put(new Taken("s" + section, id), DraftMergeTest.entry(id)));
        }
        return new Generated(text.toString(), entries);
    }

    private List<String> grow(int section, int round) {
        List<String> fresh = Stream.generate(() -> "i" + section + "r" + round + "n" + words++ + "z")
                .limit(random.nextInt(4))
                .toList();
        List<String> all = new ArrayList<>(fresh);
        all.addAll(items.getOrDefault(section, List.of()));
        items.put(section, all);
        return fresh;
    }

    private String word() {
        return "mine" + words++ + "z";
    }

    private String edit(String file) {
        List<String> blocks =
                FENCED.matcher(file).results().map(found -> found.group()).toList();
        String block = blocks.isEmpty() ? "" : blocks.get(random.nextInt(blocks.size()));
        List<String> entries =
                ENTRY.matcher(block).results().map(found -> found.group()).toList();
        String entry = entries.isEmpty() ? "" : entries.get(random.nextInt(entries.size()));
        List<String> sections = List.of(file.split("(?m)(?=^## )"));
        switch (random.nextInt(12)) {
            case 0 -> { // another order
                List<String> mixed = new ArrayList<>(entries);
                Collections.shuffle(mixed, random);
                return entries.isEmpty()
                        ? file
                        : file.replace(
                                String.join("", entries), String.join("", mixed)); // only where they are adjacent
            }
            case 1, 2 -> {
                return entry.isEmpty() ? file : file.replace(entry, "");
            }
            case 3 -> {
                return entry.isEmpty()
                        ? file
                        : file.replace(entry, entry.replaceFirst("title: .*", "title: " + word()));
            }
            case 4 -> {
                return entry.isEmpty() || entry.contains("summary")
                        ? file
                        : file.replace(
                                entry, entry + "  summary: |\n    " + word() + "\n    # no comment " + word() + "\n");
            }
            case 5 -> {
                return entry.isEmpty()
                        ? file
                        : file.replace(entry, "- title: " + word() + "\n  tags: [a, b]\n# " + word() + "\n" + entry);
            }
            case 6 -> {
                return block.isEmpty()
                        ? file
                        : file.replace(block, block + word() + " and\n" + word() + "\n\n* " + word() + "\n\n");
            }
            case 7 -> {
                return file.replaceFirst("Opening\\.|About \\d\\.", word() + ".");
            }
            case 8 -> { // moved into another block
                String there = blocks.isEmpty() ? "" : blocks.get(random.nextInt(blocks.size()));
                return entry.isEmpty() || there.equals(block)
                        ? file
                        : file.replace(entry, "")
                                .replace(
                                        there.replace(entry, ""),
                                        there.replaceFirst("(?s)```\n\n$", "") + entry + "```\n\n");
            }
            case 9 -> { // sections in another order
                List<String> mixed = new ArrayList<>(sections.subList(1, sections.size()));
                Collections.shuffle(mixed, random);
                return sections.get(0) + String.join("", mixed);
            }
            case 10 -> {
                return file.replaceFirst("## Section (\\d)\n", "## Renamed " + word() + " {status=draft}\n");
            }
            default -> {
                if (random.nextInt(4) > 0 || sections.size() < 2) {
                    return file + "\n## " + word() + "\n\n" + word() + "\n\n";
                }
                String gone = sections.get(1 + random.nextInt(sections.size() - 1));
                for (int section = 0; section < SECTIONS; section++) {
                    if (gone.contains("https://s" + section + ".example")
                            || gone.contains("## Section " + section + "\n")) {
                        removed.add(section);
                    }
                }
                return file.replace(gone, "");
            }
        }
    }

    @RepeatedTest(300)
    void nothing_of_the_persons_is_lost_no_item_comes_back_and_no_new_item_is_missing(RepetitionInfo repetition) {
        random = new Random(repetition.getCurrentRepetition());
        Set<Integer> sections = new LinkedHashSet<>(List.of(0, 1, 2));
        for (int section = 0; section < SECTIONS; section++) {
            items.put(section, List.of());
            grow(section, 0);
        }
        Generated before = generated(sections);
        String file = before.text();
        for (int round = 1; round <= 4; round++) {
            for (int edits = random.nextInt(8); edits > 0; edits--) {
                file = edit(file);
            }
            Map<Taken, String> held = before.entries();
            Set<Integer> known = Set.copyOf(sections);
            if (round == 2) {
                sections.add(3); // at the end of the digest
            }
            for (int section = 0; section < SECTIONS; section++) {
                grow(section, round);
            }
            Generated now = generated(sections);
            Merged merged = DraftMerge.merge(before, file, now, "# new since round " + round);
            String told = "before:\n" + before.text() + "\nfile:\n" + file + "\nnow:\n" + now.text() + "\nmerged:\n"
                    + merged.text();
            personsWordsStay(before, file, merged, told);
            for (Taken item : now.entries().keySet()) {
                int there = count(item, file);
                int expected = held.containsKey(item) || merged.refused().contains(item) ? there : 1;
                assertThat(count(item, merged.text()))
                        .as("%s in %s", item.item(), told)
                        .isEqualTo(expected);
                if (merged.refused().contains(item)) {
                    int section = Integer.parseInt(item.source().substring(1));
                    assertThat(removed.contains(section) || mixed(section, file))
                            .as("%s may only be refused where its block is gone: %s", item.item(), told)
                            .isTrue();
                }
            }
            assertThat(known).isSubsetOf(sections);
            assertThat(EditionParser.ofEditions(Defaults.NONE)
                            .parse("editions/e.md", merged.text())
                            .problems())
                    .as(told)
                    .extracting(problem -> problem.rule())
                    .isSubsetOf("empty-block", "duplicate-id");
            Map<Taken, String> taken = new LinkedHashMap<>(now.entries());
            merged.refused().forEach(taken::remove);
            before = new Generated(now.text(), taken);
            file = merged.text();
        }
    }

    /** All that is left of a source's block are other people's words, or nothing. */
    private static boolean mixed(int section, String file) {
        return !file.contains("https://s" + section + ".example");
    }

    private static void personsWordsStay(Generated before, String file, Merged merged, String told) {
        Set<String> drafted = before.text().lines().collect(Collectors.toSet());
        List<String> own = file.lines().filter(line -> !drafted.contains(line)).toList();
        List<String> there = merged.text().lines().toList();
        for (String line : own) {
            assertThat(Collections.frequency(there, line))
                    .as("'%s' in %s", line, told)
                    .isGreaterThanOrEqualTo(Collections.frequency(own, line));
        }
    }

    private static int count(Taken item, String text) {
        return text.split("blog\\.example/" + item.item() + "\"", -1).length - 1;
    }
}
