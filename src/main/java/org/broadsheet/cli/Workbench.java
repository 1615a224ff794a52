package org.broadsheet.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.broadsheet.check.Approval;
import org.broadsheet.delivery.ApprovalRequests;
import org.broadsheet.delivery.Control;
import org.broadsheet.delivery.Delivery;
import org.broadsheet.delivery.Letterhead;
import org.broadsheet.delivery.Relay;
import org.broadsheet.delivery.Report;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.DigestRuns;
import org.broadsheet.edition.Drafter;
import org.broadsheet.edition.Drafts;
import org.broadsheet.edition.Editions;
import org.broadsheet.edition.OpenEditions;
import org.broadsheet.edition.Owners;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.schedule.DigestFiles;
import org.broadsheet.schedule.Schedule;
import org.broadsheet.source.Sources;
import org.broadsheet.subscriber.CsvExport;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.Enrolment;
import org.broadsheet.subscriber.Erasure;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.ListCensus;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.PersonalData;
import org.broadsheet.subscriber.Segments;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.SuppressionFile;
import org.broadsheet.subscriber.Suppressions;

/**
 * An open workspace: what commands work with. Parts are made when they are first asked for, so that a command pays only
 * for what it uses. Used by one thread.
 */
public interface Workbench extends AutoCloseable {
    Path root();

    Clock clock();

    /** True while no SMTP server is configured: mail becomes files, and every send is a rehearsal. */
    boolean isSandbox();

    /** An edition that was begun: the thing itself or, in a workspace without a server, a rehearsal of it. */
    default Optional<ApprovedEdition> begun(String slug) {
        return editions()
                .find(slug)
                .filter(edition -> edition.startedAt() != null)
                .or(() -> isSandbox() ? editions().latestRehearsal(slug) : Optional.empty())
                .filter(edition -> edition.startedAt() != null);
    }

    /** True when the configuration says where readers reach the pages. */
    boolean hasPublicUrl();

    /** True when every configured server is on this machine. */
    boolean isRelayLocal();

    /** Where the sandbox writes messages. */
    Path outbox();

    /** The relay as people name it. */
    String relayName();

    /** Of pages and links, without a slash at its end. */
    String baseUrl();

    default Approval approval() {
        return approval(UnaryOperator.identity());
    }

    /** @param through what the files of the workspace are read through */
    Approval approval(UnaryOperator<Assets> through);

    /** Looks at what was frozen, with its own brand and template. */
    Approval approvalOf(Bundle bundle);

    /** False in a workspace that nobody was ever taken into; to ask anything of its people would make the database. */
    boolean hasDatabase();

    MailingLists lists();

    /**
     * A list that people may sign up for; empty for one that the configuration does not open.
     *
     * @throws org.broadsheet.text.InputException when a list that it opens has no sender
     */
    Optional<OpenList> openList(String name);

    /** The lists that people may sign up for, by name, each with the keys of its topics. */
    Map<String, Set<String>> openLists();

    /** The topics of a list, as its digests, its editions and the configuration declare them; none where nobody does. */
    Set<String> topics(String list);

    Subscribers subscribers();

    Segments segments();

    CsvImport csvImport();

    CsvExport csvExport();

    Leavings leavings();

    ListCensus census();

    Enrolment enrolment();

    Subscriptions subscriptions();

    Suppressions suppressions();

    SuppressionFile suppressionFile();

    PersonalData personalData();

    Erasure erasure();

    /** The files that imports have read, and those of rejected rows that they wrote; some may be gone. */
    Erasure.ImportFiles importFiles();

    Editions editions();

    Bundles bundles();

    /** The kinds of sources that digests may name. */
    Sources sources();

    /** Makes editions of digests. */
    Drafter drafter();

    Drafts drafts();

    /** How digests stand to their schedules. */
    DigestRuns digestRuns();

    /** The digests, and when they are due. */
    DigestFiles digestFiles();

    /** How late an edition may begin without being asked for again. */
    Duration grace();

    /** The editions that are still files. */
    OpenEditions openEditions();

    /** Who writes sections. */
    Owners owners();

    /** Asks the editors to approve what was drafted. */
    ApprovalRequests approvalRequests();

    Report report();

    Control control();

    Relay relay();

    /**
     * The keys that sign mail.
     *
     * @throws org.broadsheet.text.InputException with every key that the configuration names and that cannot be used
     */
    List<DkimKey> dkimKeys();

    /** Whatever leaves through the relay bears it. */
    Letterhead letterhead();

    Delivery delivery();

    Schedule schedule();

    /**
     * Makes this process the one that delivers for this machine; false when another one is and goes on to be.
     *
     * @see #isServed
     */
    boolean claimService();

    /** What is said when a signal ends the process, after what was in hand is saved. */
    void onSignal(Supplier<String> farewell);

    /** True while a {@code serve} of this workspace runs on this machine. */
    boolean isServed();

    /** Starts the public pages; closed with the workspace. Returns where they are reached. */
    String startPages();

    /** Starts to look after the digests and whatever else is due by the clock; returns a line for each digest. */
    List<String> startDigests();

    @Override
    void close();

    /** Opens workspaces. */
    interface Opener {
        /** @throws org.broadsheet.text.InputException when the configuration is not usable */
        Workbench open(Path root);
    }
}
