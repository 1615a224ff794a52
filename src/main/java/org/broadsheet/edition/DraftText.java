package org.broadsheet.edition;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.broadsheet.text.Lines;

/** Puts what became of its sources into the text of a digest; all else stays as it was written. */
final class DraftText {
    private final List<String> lines;
    private final Map<Integer, SourceBlock> blocks = new HashMap<>();
    private final Map<SourceBlock, String> texts;

    private DraftText(List<String> lines, Map<SourceBlock, String> texts) {
        this.lines = lines;
        this.texts = texts;
        texts.keySet().forEach(block -> blocks.put(block.at().line(), block));
    }

    /** @param texts what stands in the place of each source; empty for nothing */
    static String of(Parsed parsed, byte[] file, LocalDate date, Map<SourceBlock, String> texts) {
        Edition digest = parsed.orThrow();
        String text = new String(file, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(
                Lines.of(text.startsWith("\ufeff") ? text.substring(1) : text).list());
        DraftText draft = new DraftText(lines, texts);
        List<String> out = new ArrayList<>();
        LocalDate day = digest.front().date() == null ? date : digest.front().date();
        int line = 1;
        for (Section section : digest.sections()) {
            lines.set(
                    section.at().line() - 1,
                    RelativeDue.resolved(lines.get(section.at().line() - 1), day));
            out.addAll(draft.part(line, section.at().line()));
            line = section.at().line();
        }
        out.addAll(draft.part(line, lines.size() + 1));
        if (digest.front().date() == null) {
            out.add(out.indexOf(dashes(out)) + 1, "date: " + date);
        }
        while (out.get(out.size() - 1).isBlank()) {
            out.remove(out.size() - 1);
        }
        out.add("");
        return String.join("\n", out);
    }

    private static String dashes(List<String> lines) {
        return lines.stream()
                .filter(line -> line.stripTrailing().equals("---"))
                .findFirst()
                .orElseThrow();
    }

    /** Lines from the first, to just before the end; none of a section in which nothing but empty sources stood. */
    private List<String> part(int first, int end) {
        List<String> out = new ArrayList<>();
        boolean hidden = false;
        int prose = 0;
        for (int number = first; number < end; number++) {
            SourceBlock block = blocks.get(number);
            if (block == null) {
                String line = lines.get(number - 1);
                out.add(line);
                prose += line.isBlank() ? 0 : 1;
                continue;
            }
            String text = texts.getOrDefault(block, "");
            hidden |= text.isEmpty();
            prose += text.isEmpty() ? 0 : 1;
            if (!text.isEmpty()) {
                out.add(text.stripTrailing()); // many lines, never cut: a draft may hold a hundred thousand of them
            }
            number = block.lastLine();
            // Of the empty lines around what is gone those before it are enough.
            while (text.isEmpty()
                    && endsBlank(out)
                    && number + 1 < end
                    && lines.get(number).isBlank()) {
                number++;
            }
        }
        boolean isSection = first > 1;
        return hidden && isSection && prose <= headingLines(first) ? List.of() : out;
    }

    /** With an empty line, or the end of the front matter. */
    private static boolean endsBlank(List<String> lines) {
        String last = lines.isEmpty() ? "x" : lines.get(lines.size() - 1).strip();
        return last.isEmpty() || last.equals("---");
    }

    /** A heading that is underlined has two. */
    private int headingLines(int first) {
        return lines.get(first - 1).stripLeading().startsWith("#") ? 1 : 2;
    }
}
