package org.broadsheet.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.OpenEdition;
import org.broadsheet.edition.OpenEditions;
import org.broadsheet.edition.Owners;
import org.broadsheet.edition.Section;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Counted;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "desk",
        description =
                "Shows what is open in the editions that are still files: sections, by whom, until when; sources that failed; what"
                        + " the preflight finds; and what to type next. Editions of more than thirty days ago are left out.",
        footer = {
            "",
            "Examples:",
            "  broadsheet desk",
            "  broadsheet desk editions/2025-11-20-recap.md",
            "  broadsheet desk --json"
        })
final class DeskCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "EDITION",
            arity = "0..1",
            description = "One edition alone: its file's name, with or without .md.")
    private @Nullable String edition;

    DeskCommand(Shell shell) {
        this.shell = shell;
    }

    /** What is said of an open section. */
    private record Row(Section section, String due, String status, String owner, long late, boolean unknown) {
        List<String> cells() {
            return List.of(due, Characters.visible(section.title()), status, owner, remark());
        }

        private String remark() {
            List<String> remarks = new ArrayList<>();
            if (late > 0) {
                remarks.add("overdue by " + Counted.of(late, "day"));
            }
            if (section.optional()) {
                remarks.add("optional");
            }
            if (unknown) {
                remarks.add("not among the owners in broadsheet.yaml");
            }
            return String.join(", ", remarks);
        }
    }

    /** What is said of an edition. */
    private record Sheet(
            OpenEdition edition, List<Row> rows, long failed, long errors, long warnings, boolean waits, String next) {
        long late() {
            return rows.stream().filter(row -> row.late() > 0).count();
        }
    }

    @Override
    public Integer call() {
        try (Workbench bench = shell.open()) {
            Instant now = bench.clock().instant();
            OpenEditions open = bench.openEditions();
            List<OpenEdition> editions = edition == null ? open.list(now) : List.of(one(bench, open));
            List<Sheet> sheets =
                    editions.stream().map(each -> sheet(bench, each, now)).toList();
            sheets.forEach(sheet -> show(sheet, sheets));
            summarise(sheets);
            if (shell.terminal().isJson()) {
                shell.terminal()
                        .json(Map.of(
                                "editions",
                                sheets.stream().map(sheet -> json(bench, sheet)).toList()));
            }
            return Exit.DONE;
        }
    }

    private OpenEdition one(Workbench bench, OpenEditions open) {
        String slug = Shell.slugOf(edition == null ? "" : edition);
        return open.find(slug).orElseThrow(() -> {
            boolean known = bench.hasDatabase() && bench.editions().find(slug).isPresent();
            return Failure.usage(
                    known
                            ? "The edition " + slug + " is not open: it is approved or was sent; 'broadsheet status "
                                    + slug + "' shows how it stands"
                            : "There is no edition " + slug + " in editions/");
        });
    }

    private Sheet sheet(Workbench bench, OpenEdition open, Instant now) {
        List<Row> rows = open.openSections().stream()
                .map(section -> row(section, open.today(now), bench.owners()))
                .toList();
        var findings = bench.approval().check(open.file(), open.bytes());
        long errors = Proofs.count(findings, Severity.ERROR);
        Edition edition = open.edition();
        boolean waits = edition != null && edition.front().approval() == FrontMatter.Approval.REQUIRED;
        long blocking = rows.stream().filter(row -> !row.section().optional()).count();
        String verb = open.failedSources() > 0 && isDrafted(bench, open)
                ? "draft"
                : blocking > 0 ? "preview" : errors > 0 ? "check" : waits ? "approve" : "send";
        String next = "broadsheet " + verb + " " + Shell.word(open.file()) + shell.inWorkspace(bench);
        return new Sheet(
                open, rows, open.failedSources(), errors, Proofs.count(findings, Severity.WARNING), waits, next);
    }

    private static boolean isDrafted(Workbench bench, OpenEdition open) {
        return bench.hasDatabase() && bench.drafts().digestOf(open.slug()).isPresent();
    }

    private static Row row(Section section, LocalDate today, Owners owners) {
        LocalDate due = section.due();
        long late = due == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(due, today));
        String status =
                section.status() == null ? "empty" : section.status().name().toLowerCase(java.util.Locale.ROOT);
        String owner = section.owner();
        boolean unknown = owner != null && owners.find(owner).isEmpty();
        String shown = owner == null
                ? "nobody"
                : owners.find(owner)
                        .map(address -> address.name().isEmpty() ? address.address() : address.name())
                        .orElse(owner);
        return new Row(section, due == null ? "-" : due.toString(), status, Characters.visible(shown), late, unknown);
    }

    private void show(Sheet sheet, List<Sheet> all) {
        Terminal terminal = shell.terminal();
        terminal.sayf("%s  %s", terminal.strong(sheet.edition().slug()), state(sheet));
        int[] widths = new int[4];
        all.forEach(each -> each.rows().forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.cells().get(i)));
            }
        }));
        for (Row row : sheet.rows()) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.cells().get(i);
                line.append("  ").append(cell).append(" ".repeat(widths[i] - width(cell)));
            }
            String remark = row.cells().get(widths.length);
            String shown = row.late() > 0 ? terminal.red(remark) : remark;
            terminal.say((line + (remark.isEmpty() ? "" : "  " + shown)).stripTrailing());
        }
        terminal.say(terminal.quiet("  next: " + sheet.next()));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String state(Sheet sheet) {
        List<String> parts = new ArrayList<>();
        int open = sheet.rows().size();
        parts.add(open == 0 ? "all sections are done" : Counted.of(open, "section") + " open");
        if (sheet.late() > 0) {
            parts.add(sheet.late() + " overdue");
        }
        if (sheet.failed() > 0) {
            parts.add(Counted.of(sheet.failed(), "source") + " failed");
        }
        parts.add(Counted.of(sheet.errors(), "error") + ", " + Counted.of(sheet.warnings(), "warning"));
        if (sheet.errors() == 0 && sheet.waits()) {
            parts.add("waits for approval");
        }
        return String.join(", ", parts);
    }

    private void summarise(List<Sheet> sheets) {
        if (sheets.isEmpty()) {
            shell.terminal()
                    .say("Nothing is open of the last 30 days; 'broadsheet draft DIGEST' begins the next edition");
        } else if (sheets.size() > 1) {
            long open = sheets.stream().mapToLong(sheet -> sheet.rows().size()).sum();
            long late = sheets.stream().mapToLong(Sheet::late).sum();
            shell.terminal()
                    .say(Counted.of(sheets.size(), "edition") + ", " + Counted.of(open, "section") + " open, " + late
                            + " overdue");
        }
    }

    private static Map<String, Object> json(Workbench bench, Sheet sheet) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edition", sheet.edition().slug());
        json.put("file", sheet.edition().file());
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Row row : sheet.rows()) {
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("id", row.section().id());
            section.put("title", row.section().title());
            section.put("line", row.section().at().line());
            section.put("status", row.status());
            section.put("owner", row.section().owner());
            section.put("address", address(bench.owners(), row.section().owner()));
            section.put("due", row.section().due() == null ? null : row.due());
            section.put("days_overdue", row.late());
            section.put("optional", row.section().optional());
            sections.add(section);
        }
        json.put("sections", sections);
        json.put("failed_sources", sheet.failed());
        json.put("errors", sheet.errors());
        json.put("warnings", sheet.warnings());
        json.put("needs_approval", sheet.waits());
        json.put("next", sheet.next());
        return json;
    }

    private static @Nullable String address(Owners owners, @Nullable String owner) {
        return owner == null
                ? null
                : owners.find(owner).map(address -> address.address()).orElse(null);
    }
}
