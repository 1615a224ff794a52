package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.broadsheet.MovingClock;
import org.broadsheet.check.Approval;
import org.broadsheet.check.KnownNames;
import org.broadsheet.check.Surroundings;
import org.broadsheet.edition.ApprovedEdition;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Bundles;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.Editions;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.render.Settings;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscriber;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What newcomers get with their welcome, on whichever database. */
abstract class LatestEditionsContract {
    @RegisterExtension
    final TestDatabase database;

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock();
    private long list;

    LatestEditionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() throws Exception {
        list = new MailingLists(database.get()).findOrCreate("community").id();
        ImageIO.write(
                new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("dot.png").toFile());
    }

    private ApprovedEdition approve(String slug, String front, ImageMode images) {
        String text = """
                ---
                name: News
                list: community
                from: News <news@sender.example>
                topics: { releases: Releases, events: Events }
                subject: %s
                %s
                ---
                Hello reader, this is what there is to say.

                ![A dot](dot.png)

                ## New versions {topic=releases}
                Version 2 is out.

                ## Where to meet {topic=events}
                The fair is on Monday.
                """.formatted(slug, front);
        Approval.Proof proof = new Approval(
                        EditionParser.ofEditions(Defaults.NONE),
                        new WorkspaceFiles(folder),
                        Brand.PLAIN,
                        new Settings(images, images == ImageMode.HOSTED ? "https://news.example" : null),
                        new Surroundings(
                                clock,
                                id -> KnownNames.of(folder, id),
                                list -> Set.of(),
                                Set.of(),
                                edition -> List.of()))
                .proof("editions/" + slug + ".md", text.getBytes(StandardCharsets.UTF_8));
        new Bundles(database.jdbi()).store(proof.bundle(), clock.instant());
        return new Editions(database.jdbi()).approve(slug, slug, list, proof.bundle(), "tester", clock.instant());
    }

    private ApprovedEdition sent(String slug, String front, ImageMode images) {
        ApprovedEdition edition = approve(slug, front, images);
        clock.advance(Duration.ofDays(7));
        execute("UPDATE edition SET state = 'sent', started_at = ? WHERE id = ?", clock.instant(), edition.id());
        return edition;
    }

    private void execute(String sql, Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }

    private Subscriber newcomer(String locale, Set<String> optedOut) {
        SignUps signUps = new SignUps(database.get(), new AddressHashes(new Keys(database.get())), clock);
        MailAddress address = MailAddress.of("bo@two.example", "").orElseThrow();
        signUps.ask(SignUp.of(list, address, locale, optedOut, "I want it", "127.0.0.1", clock.instant()));
        signUps.confirm(signUps.take().orElseThrow(), "confirmed");
        return new Subscribers(database.get()).find(address).orElseThrow();
    }

    private Optional<NoticeQueue.Mail> latest(Subscriber subscriber, boolean rehearsing) {
        Letterhead plain = new Letterhead(
                new DkimSigner(List.of(), Set.of()), new ReturnPaths(BounceSettings.DEFAULT, new byte[32]));
        return new LatestEditions(database.get(), "https://news.example", plain, rehearsing, clock)
                .of(list, subscriber);
    }

    private static String text(Optional<NoticeQueue.Mail> mail) {
        return new String(mail.orElseThrow().message(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace("=\n", "")
                .replace("=3D", "=")
                .replace("\n ", " ");
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_last_one_that_was_sent_is_written_for_the_newcomer_alone() {
        sent("2025-11-01-first", "", ImageMode.INLINE);
        sent("2025-11-08-second", "", ImageMode.INLINE);
        approve("2025-11-15-third", "", ImageMode.INLINE);
        clock.advance(Duration.ofDays(30));
        Subscriber bo = newcomer("de", Set.of("releases"));
        String mail = text(latest(bo, false));

        assertThat(mail)
                .contains("Subject: 2025-11-08-second\n", "From: News <news@sender.example>\n", "bo@two.example")
                .contains("The fair is on Monday", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n")
                .contains("Content-ID:", "Abbestellen")
                .doesNotContain("Version 2 is out");
        assertThat(find("(?m)^Date: (.*)$", mail))
                .isEqualTo(DateTimeFormatter.RFC_1123_DATE_TIME
                        .format(clock.instant().atZone(ZoneOffset.UTC))
                        .replace("GMT", "+0000"));
        String leave = find("List-Unsubscribe: <https://news.example/unsubscribe/([\\w-]{43})>", mail);
        assertThat(new UnsubscribeTokens(new Keys(database.get())).parse(leave))
                .contains(new SubscriptionRef(bo.id(), list));
        String choose = find("https://news.example/preferences/([\\w-]{43})", mail);
        assertThat(new LinkTokens(database.get(), clock).parse(LinkTokens.Use.PREFERENCES, choose))
                .map(LinkTokens.Link::id)
                .contains(bo.id());
    }

    @Test
    void pictures_are_linked_where_they_are_hosted() {
        sent("2025-11-01-first", "", ImageMode.HOSTED);

        assertThat(text(latest(newcomer("en", Set.of()), false)))
                .contains("https://news.example/images/")
                .doesNotContain("Content-ID:");
    }

    @Test
    void there_is_none_before_the_first_was_sent_and_a_rehearsal_is_none() {
        ApprovedEdition edition = approve("2025-11-01-first", "", ImageMode.INLINE);
        Subscriber bo = newcomer("en", Set.of());
        assertThat(latest(bo, false)).isEmpty();

        ApprovedEdition rehearsal = new Editions(database.jdbi()).rehearse(edition);
        execute("UPDATE edition SET state = 'sent', started_at = ? WHERE id = ?", clock.instant(), rehearsal.id());
        assertThat(latest(bo, false)).isEmpty();
        assertThat(latest(bo, true)).isPresent();
    }

    @Test
    void one_for_a_segment_is_for_no_newcomer() {
        sent("2025-11-01-first", "", ImageMode.INLINE);
        sent("2025-11-08-second", "segment: tag:maintainer", ImageMode.INLINE);

        assertThat(text(latest(newcomer("en", Set.of()), false))).contains("Subject: 2025-11-01-first\n");
    }

    @Test
    void who_got_it_before_does_not_get_it_again() {
        ApprovedEdition edition = sent("2025-11-01-first", "", ImageMode.INLINE);
        Subscriber bo = newcomer("en", Set.of());
        execute(
                "INSERT INTO delivery (edition_id, subscriber_id, state, tries, doubts, changed_at)"
                        + " VALUES (?, ?, 'accepted', 1, 0, ?)",
                edition.id(),
                bo.id(),
                clock.instant());

        assertThat(latest(bo, false)).isEmpty();
    }
}
