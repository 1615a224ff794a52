package org.broadsheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.broadsheet.check.Approval;
import org.broadsheet.cli.Workbench;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.DraftFolder;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.EditionState;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.Parsed;
import org.broadsheet.schedule.DigestPlan;
import org.broadsheet.schedule.DigestSchedule;
import org.broadsheet.schedule.Round;
import org.broadsheet.schedule.WallClockCron;
import org.broadsheet.store.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of a workspace that have a schedule. When one is due it becomes the file of an edition, unless somebody wrote
 * that file already; the edition is sent when its digest allows that without a person.
 */
final class Digests implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Digests.class);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV");

    private final Workbench bench;
    private final Duration grace;
    private final DigestSchedule schedule;
    private final DraftFolder folder;

    /**
     * @param grace how late an edition may begin without being asked for again
     * @param rounds gone through about once a minute
     */
    Digests(Workbench bench, Database database, Duration grace, List<Round> rounds) {
        this.bench = bench;
        this.grace = grace;
        this.folder = new DraftFolder(bench.root());
        this.schedule = DigestSchedule.open(database, bench.clock(), this::due, rounds);
    }

    /** Plans every digest; returns a line for each. */
    List<String> start() {
        List<DigestPlan> plans = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Path file : files(bench.root())) {
            String name = name(file);
            Parsed parsed = parse(bench.root(), file);
            FrontMatter front =
                    parsed.edition() == null ? null : parsed.edition().front();
            if (front == null || parsed.hasErrors()) {
                parsed.problems().forEach(problem -> lines.add(problem.toString()));
            } else if (front.schedule() != null) {
                plan(name, front.schedule(), front, plans, lines);
            }
        }
        Map<String, Instant> next = schedule.start(plans);
        plans.forEach(plan -> lines.add(line(plan, next)));
        return lines;
    }

    private static void plan(String name, String cron, FrontMatter front, List<DigestPlan> plans, List<String> lines) {
        try {
            WallClockCron.parse(cron, front.zone());
            plans.add(new DigestPlan(name, cron, front.zone()));
        } catch (IllegalArgumentException e) {
            lines.add("digests/" + name + ".md: error: schedule '" + cron + "' is not a cron expression: "
                    + e.getMessage());
        }
    }

    private static String line(DigestPlan plan, Map<String, Instant> next) {
        Instant instant = next.get(plan.digest());
        return "digest " + plan.digest() + ": "
                + (instant == null ? "never again" : "next on " + SHOWN.format(instant.atZone(plan.zone())));
    }

    /** A digest is due; also called again after a crash, so each step looks first whether it was done. */
    private void due(String digest, Instant due) {
        Path file = bench.root().resolve("digests/" + digest + ".md");
        FrontMatter front = parse(bench.root(), file).orThrow().front();
        LocalDate date = LocalDate.ofInstant(due, front.zone());
        String slug = date + "-" + digest;
        if (!write(digest, front, due, slug)) {
            log.info("digests/{}.md: nothing is new, so there is no edition of {}", digest, date);
            return;
        }
        Path edition = folder.file(slug);
        String name = bench.root().relativize(edition).toString();
        boolean late = due.plus(grace).isBefore(bench.clock().instant());
        if (front.approval() == FrontMatter.Approval.REQUIRED) {
            log.info("{} waits for approval: 'broadsheet approve {}'", name, name);
        } else {
            send(name, edition, late ? "it was due at " + due + " and nothing ran then" : null);
        }
    }

    /** False when there is nothing new, and the digest does not want an edition then. */
    private boolean write(String digest, FrontMatter front, Instant due, String edition) {
        if (folder.exists(edition)) {
            return true; // written by a person, or by this run before it was interrupted
        }
        Drafter drafter = bench.drafter();
        Drafter.Drafted drafted = drafter.draft(
                new Drafter.Order(digest, folder.digest(digest), null, due, Drafter.Asking.ALL, folder::exists));
        drafted.blocks().stream()
                .filter(block -> block.trouble() != null)
                .forEach(block -> log.warn("{} could not be collected: {}", block.name(), block.trouble()));
        if (drafted.isEmpty() && front.skipIfEmpty()) {
            return false;
        }
        drafter.keep(digest, drafted);
        folder.write(edition, drafted.text());
        return true;
    }

    /** @param late why it waits for a person, or null when it may go out by itself */
    private void send(String name, Path file, @Nullable String late) {
        Approval.Proof proof = bench.approval().proof(name, read(file));
        if (proof.edition().sections().isEmpty() && proof.edition().opening().isEmpty()) {
            log.info("{} is empty and is not sent", name);
            return;
        }
        String slug = proof.edition().id();
        Optional<ApprovedEdition> known = bench.editions().find(slug);
        boolean begun = known.isPresent() && known.get().startedAt() != null
                || bench.isSandbox() && bench.editions().latestRehearsal(slug).isPresent();
        if (begun) {
            bench.schedule().reconcile();
            return;
        }
        if (known.isPresent()
                && (known.get().state() == EditionState.CANCELLED || known.get().state() == EditionState.HELD)) {
            log.info(
                    "{} is {}: a person decides about it",
                    name,
                    known.get().state().word());
            return;
        }
        long list = bench.lists()
                .find(proof.edition().front().list())
                .orElseThrow(() -> new IllegalStateException(
                        "there is no list '" + proof.edition().front().list() + "'"))
                .id();
        bench.bundles().store(proof.bundle(), bench.clock().instant());
        ApprovedEdition approved = bench.editions()
                .approve(
                        slug,
                        proof.edition().front().title(),
                        list,
                        proof.bundle(),
                        "schedule",
                        bench.clock().instant());
        if (late != null) {
            bench.control().hold(approved.id(), late);
            log.warn("{} is held: {}; 'broadsheet send {}' sends it", name, late, name);
            return;
        }
        ApprovedEdition beginning = bench.isSandbox() ? bench.editions().rehearse(approved) : approved;
        bench.delivery().begin(beginning);
        bench.schedule().reconcile();
        log.info("{} is being sent through {}", name, bench.relayName());
    }

    /** What stands at the top of each digest that can be read. */
    static List<FrontMatter> fronts(Path root) {
        return files(root).stream()
                .map(file -> parse(root, file))
                .filter(parsed -> !parsed.hasErrors())
                .flatMap(parsed -> Optional.ofNullable(parsed.edition()).stream())
                .map(Edition::front)
                .toList();
    }

    private static List<Path> files(Path root) {
        return new DraftFolder(root)
                .digests().stream()
                        .map(digest -> root.resolve("digests").resolve(digest + ".md"))
                        .toList();
    }

    private static Parsed parse(Path root, Path file) {
        return EditionParser.ofDigests(Defaults.NONE)
                .parse(root.relativize(file).toString(), read(file));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.md$", "");
    }

    @Override
    public void close() {
        schedule.close();
    }
}
