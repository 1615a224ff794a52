package org.broadsheet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.edition.Merged;
import org.broadsheet.text.Counted;

/**
 * What a draft came to, for the person who asked for it.
 *
 * @param name of the digest
 * @param merged what was brought into a file that somebody has edited; empty where the file was written anew
 */
record DraftReport(Shell shell, Workbench bench, String name, Drafted drafted, Optional<Merged> merged) {
    /** @return the exit code */
    int say() {
        Terminal terminal = shell.terminal();
        String file = "editions/" + drafted.edition() + ".md";
        terminal.say(file + ": " + drafted.window().in(drafted.zone())
                + merged.map(what -> "; what is new was merged into your file").orElse(""));
        boolean failed = false;
        for (Resolved block : drafted.blocks()) {
            terminal.say("  " + line(block));
            block.notes().forEach(note -> terminal.say("    " + note));
            block.brief()
                    .forEach(remark -> terminal.complain(block.at() + ": warning: " + block.name() + ": " + remark));
            if (block.trouble() != null) {
                terminal.complain(block.at() + (block.isOptional() ? ": warning: " : ": error: ") + block.name()
                        + " could not be collected: " + block.trouble());
                failed |= !block.isOptional();
            }
        }
        late().ifPresent(terminal::say);
        if (voids()) {
            terminal.say("  it was approved as it was before; 'broadsheet approve " + Shell.word(file)
                    + shell.inWorkspace(bench) + "' approves it as it is now");
        }
        merged.ifPresent(what -> changes(terminal, what));
        open().ifPresent(other -> terminal.say("  editions/" + other + ".md is still a draft; 'broadsheet draft "
                + other + shell.inWorkspace(bench) + "' drafts that one again"));
        String next = "broadsheet " + (failed ? "check " : "preview ") + Shell.word(file) + shell.inWorkspace(bench);
        terminal.say(terminal.quiet("  next: " + next));
        if (terminal.isJson()) {
            terminal.json(json(file, next));
        }
        return failed ? Exit.FAILED : Exit.DONE;
    }

    /** Who drafts a window that is over is to know of what nobody collected while it lasted. */
    private Optional<String> late() {
        String names = drafted.blocks().stream()
                .filter(Resolved::isLate)
                .map(Resolved::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("  collected for the first time now, after this window: " + names
                        + "; what they hold now of that time is in it");
    }

    /** A cancelled edition is none that anybody counts on. */
    private boolean voids() {
        return bench.editions()
                .find(drafted.edition())
                .filter(known -> !known.state().isFinished())
                .isPresent();
    }

    private static void changes(Terminal terminal, Merged merged) {
        if (merged.renewed() > 0) {
            terminal.say("  new words from their sources: " + items(merged.renewed()));
        }
        if (!merged.notes().isEmpty()) {
            terminal.say("  left as you have it:");
            merged.notes().forEach(note -> terminal.say("    " + note));
        }
    }

    /** An earlier edition on which somebody may still be at work. */
    private Optional<String> open() {
        DraftFolder folder = new DraftFolder(bench.root());
        return bench.drafts().editions(name).stream()
                .filter(other -> !other.equals(drafted.edition()) && folder.exists(other))
                .filter(other -> bench.editions().find(other).isEmpty())
                .findFirst();
    }

    private String line(Resolved block) {
        int count =
                merged.map(what -> what.added().getOrDefault(block.name(), 0)).orElse(block.count());
        String nothing = block.trouble() == null ? "nothing new" : "could not be collected";
        return block.name() + ": "
                + (count == 0 ? nothing : merged.isPresent() ? items(count).replaceFirst(" ", " new ") : items(count))
                + (block.left() == 0
                        ? ""
                        : "; " + block.left() + Counted.form(block.left(), " more waits", " more wait")
                                + " for the next edition");
    }

    private static String items(int count) {
        return Counted.of(count, "item");
    }

    private Map<String, Object> json(String file, String next) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (Resolved block : drafted.blocks()) {
            Map<String, Object> source = new LinkedHashMap<>();
            source.put("source", block.name());
            source.put("line", block.at().line());
            source.put("items", block.count());
            source.put("left", block.left());
            source.put("trouble", block.trouble());
            source.put("remarks", block.remarks());
            source.put("notes", block.notes());
            source.put("first_collected_later", block.isLate());
            sources.add(source);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digest", name);
        json.put("edition", drafted.edition());
        json.put("file", file);
        json.put("from", drafted.window().from().toString());
        json.put("to", drafted.window().to().toString());
        json.put("sources", sources);
        json.put("merged", merged.isPresent());
        merged.ifPresent(what -> {
            json.put("added", what.added());
            json.put("renewed", what.renewed());
            json.put("left_alone", what.notes());
        });
        json.put("next", next);
        return json;
    }
}
