package org.broadsheet.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the inliner makes of the cases against what another made of them. Each difference has to have an
 * {@link InlinerDifference}, each of those has to occur, and docs/INLINER.md has to explain it. See {@code script/compare-inliner}.
 */
final class InlinerComparison {
    private static final Path PAGE = Path.of("docs/INLINER.md");

    private final Map<InlinerDifference, Integer> found = new EnumMap<>(InlinerDifference.class);
    private final List<String> faults = new ArrayList<>();
    private int alike;

    private InlinerComparison() {}

    /** @param arguments the folder with the other inliner's pages, named as the cases */
    public static void main(String[] arguments) throws IOException {
        System.exit(new InlinerComparison().run(Path.of(arguments[0])));
    }

    private int run(Path others) throws IOException {
        List<InlinerCase> cases = InlinerCase.all();
        for (InlinerCase one : cases) {
            compare(one, Files.readString(others.resolve(one.name() + ".html")));
        }
        String explained = Files.readString(PAGE);
        for (InlinerDifference difference : InlinerDifference.values()) {
            int times = found.getOrDefault(difference, 0);
            System.out.printf("%5d  %s%n", times, difference.word());
            if (times == 0) {
                faults.add(difference.word() + ": this difference occurs no more; take it out, of " + PAGE + " too");
            }
            if (!explained.contains("`" + difference.word() + "`")) {
                faults.add(difference.word() + ": " + PAGE + " does not explain it");
            }
        }
        System.out.printf("%d cases, %d of them alike in all%n", cases.size(), alike);
        faults.forEach(System.err::println);
        return faults.isEmpty() ? 0 : 1;
    }

    private void compare(InlinerCase one, String theirs) {
        String ours = one.outcome();
        if (InlinerCase.isRefusal(ours) || InlinerCase.isRefusal(theirs)) {
            boolean here = InlinerCase.isRefusal(ours);
            found.merge(here ? InlinerDifference.REFUSED_HERE : InlinerDifference.REFUSED_THERE, 1, Integer::sum);
            return;
        }
        Map<NormalPage.Fact, String> here = NormalPage.of(ours);
        Map<NormalPage.Fact, String> there = NormalPage.of(theirs);
        Set<NormalPage.Fact> all = new LinkedHashSet<>(here.keySet());
        all.addAll(there.keySet());
        WrittenPage page = new WrittenPage(one.written());
        boolean same = true;
        for (NormalPage.Fact fact : all) {
            String mine = here.getOrDefault(fact, "");
            String other = there.getOrDefault(fact, "");
            if (!mine.equals(other)) {
                same = false;
                explain(one, page, fact, mine, other);
            }
        }
        alike += same ? 1 : 0;
    }

    private void explain(InlinerCase one, WrittenPage page, NormalPage.Fact fact, String mine, String other) {
        Optional<InlinerDifference> difference = InlinerDifference.of(page, fact, mine, other);
        if (difference.isPresent()) {
            found.merge(difference.get(), 1, Integer::sum);
        } else {
            faults.add("%s: %s: here '%s', there '%s'; not explained".formatted(one, fact, mine, other));
        }
    }
}
