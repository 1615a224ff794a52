package org.broadsheet.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.edition.OpenEdition;
import org.broadsheet.edition.Section;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Notice;
import org.broadsheet.render.NoticeMail;
import org.broadsheet.render.Notices;
import org.broadsheet.render.Recipient;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the editors to approve an edition that was drafted, with what it looks like and what the preflight finds. Each is asked
 * once about each state of the draft, and once when it was to be sent. Thread-safe.
 */
public final class ApprovalRequests {
    private static final Logger log = LoggerFactory.getLogger(ApprovalRequests.class);
    private static final int SHOWN_OF_HASH = 16;

    private final List<MailAddress> editors;
    private final Function<String, Optional<OpenEdition>> editions;
    private final Function<OpenEdition, String> drafts;
    private final Supplier<Approval> approval;
    private final Notices notices;
    private final Supplier<DeskNotices> desk;
    private final Plans plans;
    private final String url;
    private final Clock clock;

    /** When an edition goes out, and to how many. */
    public interface Plans {
        /** Empty when no schedule has brought it. */
        Optional<Instant> due(String slug);

        /** Whom it would reach now; empty when there is no such list. */
        OptionalLong readers(FrontMatter front);

        /** In what it differs from what was approved of it; empty when in nothing, or when nobody has approved it. */
        List<String> changes(String slug);
    }

    /**
     * @param editors may be none
     * @param editions finds one that is open by its name
     * @param drafts the text of an edition as it was drafted last, whatever somebody has made of it since
     * @param plans of the editions
     * @param url of the pages, without a slash at the end
     */
    public ApprovalRequests(
            List<MailAddress> editors,
            Function<String, Optional<OpenEdition>> editions,
            Function<OpenEdition, String> drafts,
            Supplier<Approval> approval,
            Notices notices,
            Supplier<DeskNotices> desk,
            Plans plans,
            String url,
            Clock clock) {
        this.editors = List.copyOf(editors);
        this.editions = editions;
        this.drafts = drafts;
        this.approval = approval;
        this.notices = notices;
        this.desk = desk;
        this.plans = plans;
        this.url = url;
        this.clock = clock;
    }

    /** An edition was drafted and waits; nothing happens when the editors know this state of it, or when it is approved. */
    public int drafted(String slug) {
        return drafted(slug, "");
    }

    /** As {@link #drafted(String)}. @param uncollected sources that could not be had, and why; may be empty */
    public int drafted(String slug, String uncollected) {
        return editions.apply(slug)
                .map(open -> ask(open, moment(open), false, uncollected))
                .orElse(0);
    }

    /** An edition was drafted again: the editors who were asked before are asked anew. */
    public int redrafted(String slug) {
        return editors.isEmpty() || !desk.get().isKnown(slug, "") ? 0 : drafted(slug);
    }

    /** An edition was to be sent now; nothing happens when it is approved. */
    public int due(String slug, String uncollected) {
        return editions.apply(slug)
                .map(open -> ask(open, "due", true, uncollected))
                .orElse(0);
    }

    /** Something has come about while an edition waits, as an edit that voids its approval; each state of the file is asked about once. */
    public int anew(String slug, String uncollected) {
        return editions.apply(slug)
                .map(open -> ask(open, "file " + hash(open.bytes()), false, uncollected))
                .orElse(0);
    }

    private static String hash(byte[] bytes) {
        return Bundle.sha256(bytes).substring(0, SHOWN_OF_HASH);
    }

    private String moment(OpenEdition open) {
        return "drafted " + hash(drafts.apply(open).getBytes(StandardCharsets.UTF_8));
    }

    /** What goes along, and who sends it. */
    private record Preview(Edition edition, Notice notice, List<NoticeMail.Enclosure> enclosures) {}

    private int ask(OpenEdition open, String moment, boolean late, String uncollected) {
        if (editors.isEmpty()) {
            return 0;
        }
        try {
            Optional<Preview> preview = preview(open, late, uncollected);
            return preview.map(what -> ask(open, moment, what)).orElse(0);
        } catch (InputException | IllegalStateException e) {
            // The edition waits all the same; whoever looks at the desk finds it.
            log.error("The editors could not be asked about {}: {}", open.file(), e.getMessage());
            return 0;
        }
    }

    private int ask(OpenEdition open, String moment, Preview preview) {
        MailAddress from = preview.edition().front().from();
        String language = preview.edition().front().language().toLanguageTag();
        int asked = 0;
        for (MailAddress editor : editors) {
            boolean told = desk.get()
                    .tell(
                            new DeskNotices.Occasion(open.slug(), "", moment),
                            preview.notice(),
                            from,
                            editor,
                            (to, messageId) -> notices.write(
                                            preview.notice(),
                                            from,
                                            new Notices.Addressee(to, "", language),
                                            clock.instant(),
                                            messageId,
                                            preview.enclosures())
                                    .message());
            asked += told ? 1 : 0;
        }
        return asked;
    }

    /** Empty when too little can be read of it to know who sends it. */
    private Optional<Preview> preview(OpenEdition open, boolean late, String uncollected) {
        Edition edition = open.parsed().edition();
        if (edition == null) {
            log.error("{} cannot be read, so that the editors are not asked about it", open.file());
            return Optional.empty();
        }
        List<NoticeMail.Enclosure> enclosures = new ArrayList<>();
        List<Problem> findings;
        try {
            Approval.Preview preview = approval.get().preview(open.file(), open.bytes());
            findings = preview.findings();
            enclosures.add(new NoticeMail.Enclosure("preview.eml", sample(open.slug(), edition, preview.mailing())));
        } catch (InputException unrendered) {
            findings = unrendered.problems();
        }
        if (!findings.isEmpty()) {
            String lines = findings.stream().map(Problem::toString).collect(Collectors.joining("\r\n"));
            byte[] text = (lines + "\r\n").getBytes(StandardCharsets.UTF_8);
            enclosures.add(new NoticeMail.Enclosure("preflight.txt", text));
        }
        Notice.Waiting waiting = waiting(open, edition.front(), findings, uncollected);
        Notice notice = late ? Notice.unapproved(waiting) : Notice.drafted(waiting);
        return Optional.of(new Preview(edition, notice, enclosures));
    }

    private Notice.Waiting waiting(OpenEdition open, FrontMatter front, List<Problem> findings, String uncollected) {
        Optional<Instant> due = plans.due(open.slug());
        return new Notice.Waiting(
                front.title(),
                open.file(),
                count(findings, Severity.ERROR),
                count(findings, Severity.WARNING),
                open.openSections().stream().map(Section::title).toList(),
                plans.readers(front),
                due.map(at -> at.atZone(front.zone())).orElse(null),
                due.filter(at -> !at.isAfter(clock.instant())).isPresent(),
                plans.changes(open.slug()),
                uncollected);
    }

    private static long count(List<Problem> findings, Severity severity) {
        return findings.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** As it would reach somebody who does not exist. */
    private byte[] sample(String slug, Edition edition, Mailing mailing) {
        return mailing.message(new Recipient(
                new MailAddress("ada@reader.example", "Ada Reader"),
                "Ada",
                Set.of(),
                url + "/unsubscribe/preview",
                url + "/preferences/preview",
                clock.instant(),
                "preview." + slug.replaceAll("[^A-Za-z0-9.-]", "-") + "@"
                        + edition.front().from().asciiDomain()));
    }
}
