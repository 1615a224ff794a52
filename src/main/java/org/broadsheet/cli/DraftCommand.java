package org.broadsheet.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.Drafter.Asking;
import org.broadsheet.edition.Drafter.Drafted;
import org.broadsheet.edition.Drafter.Resolved;
import org.broadsheet.edition.Drafts;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.text.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "draft",
        description =
                "Assembles a draft of the next edition of a digest: a file for you to edit, in which each source has become"
                        + " the items that are new. docs/SOURCES.md explains sources. Exit code 1 when one could not be collected.",
        footer = {
            "",
            "Examples:",
            "  broadsheet draft community-news",
            "  broadsheet draft community-news --offline",
            "  broadsheet draft community-news --from 2025-11-10 --to 2025-11-17"
        })
final class DraftCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DIGEST", description = "The digest: its file's name under digests/, with or without .md.")
    private String digest = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Leave out what was published before: 2025-11-10, or 2025-11-10T09:00, in the digest's zone.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The end of the window, in the past: from what was collected until then. Default: now.")
    private @Nullable String to;

    @Option(names = "--offline", description = "Ask no source: take what was collected before.")
    private boolean offline;

    @Option(names = "--replace", description = "Write the file anew, although somebody has edited it.")
    private boolean replace;

    DraftCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            DraftFolder folder = new DraftFolder(bench.root());
            String name = known(folder, Shell.slugOf(digest));
            Drafter drafter = bench.drafter();
            Drafted drafted = drafter.draft(order(bench, folder, name));
            refuseToOverwrite(bench, folder, name, drafted);
            drafter.keep(name, drafted);
            folder.write(drafted.edition(), drafted.text());
            return report(bench, name, drafted);
        }
    }

    private static String known(DraftFolder folder, String name) {
        if (folder.digests().contains(name)) {
            return name;
        }
        String hint = Nearest.hint(name, folder.digests());
        throw Failure.usage("There is no digest '" + name + "'" + (hint.isEmpty() ? " in digests/" : "; " + hint));
    }

    private Drafter.Order order(Workbench bench, DraftFolder folder, String name) {
        byte[] file = folder.digest(name);
        ZoneId zone = EditionParser.ofDigests(Defaults.NONE)
                .parse("digests/" + name + ".md", file)
                .orThrow()
                .front()
                .zone();
        Instant start = instant("--from", from, zone);
        Instant end = instant("--to", to, zone);
        Instant now = bench.clock().instant();
        if (end != null && end.isAfter(now)) {
            throw Failure.usage("--to is " + to + ", which is yet to come");
        }
        if (start != null && !start.isBefore(end == null ? now : end)) {
            throw Failure.usage("--from is not before --to");
        }
        Asking asking = offline ? Asking.NONE : end == null ? Asking.ALL : Asking.THOSE_NEVER_ASKED;
        return new Drafter.Order(name, file, start, end, asking, folder::exists);
    }

    private static @Nullable Instant instant(String option, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException none) {
            throw Failure.usage(option + " is '" + text + "'; write 2025-11-10 or 2025-11-10T09:00");
        }
    }

    /** What a person wrote is not thrown away. */
    private void refuseToOverwrite(Workbench bench, DraftFolder folder, String name, Drafted drafted) {
        Optional<String> there = folder.text(drafted.edition());
        Optional<String> generated =
                bench.drafts().find(name, drafted.edition()).map(Drafts.Draft::text);
        if (there.isPresent() && !there.equals(generated) && !replace) {
            throw Failure.usage("editions/" + drafted.edition()
                    + ".md is there already, and somebody has written in it; --replace writes it anew");
        }
    }

    private int report(Workbench bench, String name, Drafted drafted) {
        Terminal terminal = shell.terminal();
        String file = "editions/" + drafted.edition() + ".md";
        terminal.say(file + ": " + drafted.window().in(drafted.zone()));
        boolean failed = false;
        for (Resolved block : drafted.blocks()) {
            terminal.say("  " + line(block));
            block.remarks().forEach(remark -> terminal.complain("warning: " + block.name() + ": " + remark));
            if (block.trouble() != null) {
                terminal.complain((block.isOptional() ? "warning: " : "error: ") + block.name()
                        + " could not be collected: " + block.trouble());
                failed |= !block.isOptional();
            }
        }
        String next = "broadsheet " + (failed ? "check " : "preview ") + Shell.word(file) + shell.inWorkspace(bench);
        terminal.say(terminal.quiet("  next: " + next));
        if (terminal.isJson()) {
            terminal.json(json(name, drafted, file, next));
        }
        return failed ? Exit.FAILED : Exit.DONE;
    }

    private static String line(Resolved block) {
        String items = block.count() == 1 ? "1 item" : block.count() + " items";
        String nothing = block.trouble() == null ? "nothing new" : "could not be collected";
        return block.name() + ": " + (block.count() == 0 ? nothing : items)
                + (block.left() == 0 ? "" : "; " + block.left() + " more wait for the next edition");
    }

    private static Map<String, Object> json(String name, Drafted drafted, String file, String next) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (Resolved block : drafted.blocks()) {
            Map<String, Object> source = new LinkedHashMap<>();
            source.put("source", block.name());
            source.put("items", block.count());
            source.put("left", block.left());
            source.put("trouble", block.trouble());
            source.put("remarks", block.remarks());
            sources.add(source);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("digest", name);
        json.put("edition", drafted.edition());
        json.put("file", file);
        json.put("from", drafted.window().from().toString());
        json.put("to", drafted.window().to().toString());
        json.put("sources", sources);
        json.put("next", next);
        return json;
    }
}
