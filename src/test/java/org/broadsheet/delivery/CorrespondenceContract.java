package org.broadsheet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.broadsheet.MovingClock;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.BounceSettings;
import org.broadsheet.mail.DkimSigner;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.mail.ReturnPaths;
import org.broadsheet.render.Notices;
import org.broadsheet.render.Settings;
import org.broadsheet.store.Keys;
import org.broadsheet.store.TestDatabase;
import org.broadsheet.subscriber.AddressHashes;
import org.broadsheet.subscriber.CsvImport;
import org.broadsheet.subscriber.ImportOptions;
import org.broadsheet.subscriber.ImportWatch;
import org.broadsheet.subscriber.Leavings;
import org.broadsheet.subscriber.LinkRequest;
import org.broadsheet.subscriber.LinkRequests;
import org.broadsheet.subscriber.LinkTokens;
import org.broadsheet.subscriber.MailingLists;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.SignUp;
import org.broadsheet.subscriber.SignUps;
import org.broadsheet.subscriber.Subscribers;
import org.broadsheet.subscriber.SubscriptionRef;
import org.broadsheet.subscriber.Subscriptions;
import org.broadsheet.subscriber.Suppressions;
import org.broadsheet.subscriber.UnsubscribeTokens;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who signs up is written to, on whichever database. */
abstract class CorrespondenceContract {
    private static final MailAddress FROM = new MailAddress("news@sender.example", "News");
    private static final Pattern LINK = Pattern.compile("https://news\\.example/(\\w+)/([\\w-]{43})");
    private static final OpenList.Courtesies ALL = new OpenList.Courtesies(true, true, Duration.ofDays(2));

    @RegisterExtension
    final TestDatabase database;

    @TempDir
    java.nio.file.Path folder;

    private final MovingClock clock = new MovingClock();
    private AddressHashes hashes;
    private SignUps signUps;
    private Suppressions suppressions;
    private LinkTokens tokens;
    private LinkRequests requests;
    private long community;
    private long quick;
    private long kind;
    private Leavings leavings;
    private Subscriptions subscriptions;

    CorrespondenceContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void wire() {
        hashes = new AddressHashes(new Keys(database.get()));
        signUps = new SignUps(database.get(), hashes, clock);
        suppressions = new Suppressions(database.get(), hashes, clock);
        requests = new LinkRequests(database.get(), hashes, clock);
        tokens = new LinkTokens(database.get(), clock);
        MailingLists lists = new MailingLists(database.get());
        community = lists.findOrCreate("community").id();
        quick = lists.findOrCreate("quick").id();
        kind = lists.findOrCreate("kind").id();
        leavings = new Leavings(database.get(), clock);
        subscriptions = new Subscriptions(database.get(), clock);
    }

    private Correspondence correspondence() {
        return correspondence(true);
    }

    private Correspondence correspondence(boolean sandboxed) {
        Letterhead plain = new Letterhead(
                new DkimSigner(List.of(), Set.of()), new ReturnPaths(BounceSettings.DEFAULT, new byte[32]));
        return new Correspondence(
                new Correspondence.People(
                        signUps,
                        requests,
                        subscriptions,
                        suppressions,
                        new Subscribers(database.get()),
                        leavings,
                        hashes),
                new Correspondence.Tokens(tokens, new UnsubscribeTokens(new Keys(database.get()))),
                new Notices(new WorkspaceFiles(folder), Brand.PLAIN, new Settings(ImageMode.INLINE, null)),
                new NoticeQueue(database.jdbi(), plain, sandboxed, clock),
                new LatestEditions(database.get(), "https://news.example", plain, true, clock),
                Map.of(
                        community, new OpenList("community", "Harbour Weekly", FROM, Map.of(), "en", false),
                        quick, new OpenList("quick", "Quick News", FROM, Map.of(), "en", true),
                        kind, new OpenList("kind", "Kind News", FROM, Map.of(), "en", false, ALL)),
                "https://news.example",
                clock);
    }

    private void answerAll() {
        try (Correspondence correspondence = correspondence()) {
            correspondence.answerAll();
        }
    }

    private void answerAllFourTimesAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> processes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                processes.add(() -> {
                    answerAll();
                    return true;
                });
            }
            for (Future<Boolean> process : pool.invokeAll(processes)) {
                assertThat(process.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void ask(long list, String address) {
        MailAddress to =
                MailAddress.of(address, "Buy <now> https://spam.example").orElseThrow();
        signUps.ask(SignUp.of(list, to, "de", Set.of(), "I want it", "127.0.0.1", clock.instant()));
    }

    private record Queued(String kind, String recipient, String text) {
        String token(String path) {
            Matcher link = LINK.matcher(text);
            assertThat(link.find()).as(text).isTrue();
            assertThat(link.group(1)).isEqualTo(path);
            return link.group(2);
        }
    }

    private List<Queued> queued() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT kind, recipient, message FROM notice ORDER BY id")
                        .map((row, context) -> new Queued(
                                row.getString(1),
                                row.getString(2),
                                new String(row.getBytes(3), StandardCharsets.UTF_8)
                                        .replace("=\r\n", "")
                                        .replace("=3D", "=")))
                        .list());
    }

    private List<String> kinds() {
        return queued().stream().map(Queued::kind).toList();
    }

    /** Somebody who asked for the list and pressed the button. */
    private SubscriptionRef member(long list, String address) {
        ask(list, address);
        SignUp signUp = signUps.take().orElseThrow();
        assertThat(signUps.confirm(signUp, "confirmed")).isTrue();
        database.jdbi().useTransaction(handle -> signUps.welcome(handle, signUp));
        return ref(address, list);
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private String states() {
        List<String> states = database.jdbi()
                .withHandle(handle -> handle.select("SELECT state FROM sign_up ORDER BY id")
                        .mapTo(String.class)
                        .list());
        return String.join(" ", states);
    }

    private SubscriptionRef ref(String address, long list) {
        return new SubscriptionRef(
                new Subscribers(database.get())
                        .find(MailAddress.of(address, "").orElseThrow())
                        .orElseThrow()
                        .id(),
                list);
    }

    @Test
    void who_asks_gets_one_link_that_confirms_and_then_a_welcome() {
        ask(community, "bo@two.example");
        answerAll();
        answerAll();

        assertThat(queued()).hasSize(1);
        Queued confirmation = queued().get(0);
        assertThat(confirmation.kind()).isEqualTo("confirmation");
        assertThat(confirmation.recipient()).isEqualTo("bo@two.example");
        assertThat(confirmation.text()).contains("Harbour Weekly", "Content-Language: de");
        LinkTokens.Link link = tokens.parse(LinkTokens.Use.CONFIRM, confirmation.token("confirm"))
                .orElseThrow();
        SignUp signUp = signUps.find(link.id()).orElseThrow();

        assertThat(signUps.confirm(signUp, "confirmed")).isTrue();
        assertThat(signUps.confirm(signUp, "confirmed")).isFalse();
        answerAll();
        answerAll();
        assertThat(queued()).extracting(Queued::kind).containsExactly("confirmation", "welcome");
        assertThat(tokens.parse(LinkTokens.Use.PREFERENCES, queued().get(1).token("preferences")))
                .map(LinkTokens.Link::id)
                .contains(ref("bo@two.example", community).subscriberId());
        assertThat(states()).isEqualTo("welcomed");
    }

    @Test
    void a_strangers_words_do_not_go_out_in_our_mail() {
        ask(community, "bo@two.example");
        answerAll();

        assertThat(queued().get(0).text()).doesNotContain("spam.example").doesNotContain("Buy");
    }

    @Test
    void nobody_writes_to_a_suppressed_address() {
        suppressions.add(MailAddress.of("bo@two.example", "").orElseThrow(), Suppressions.Reason.FORGOTTEN, "asked");
        ask(community, "Bo@two.example");
        ask(quick, "bo@TWO.example");
        answerAll();

        assertThat(queued()).isEmpty();
        assertThat(states()).isEqualTo("refused refused");
    }

    @Test
    void an_address_gets_three_notices_a_day_whatever_list_is_asked_for() {
        for (int i = 0; i < 5; i++) {
            ask(community, "bo@two.example");
            ask(community, "p" + i + "@two.example");
        }
        answerAll();
        assertThat(queued())
                .filteredOn(to -> to.recipient().equals("bo@two.example"))
                .hasSize(3);
        assertThat(queued()).hasSize(8);

        clock.advance(Duration.ofHours(25));
        ask(community, "bo@two.example");
        answerAll();
        assertThat(queued())
                .filteredOn(to -> to.recipient().equals("bo@two.example"))
                .hasSize(4);
    }

    @Test
    void a_mailbox_with_many_addresses_gets_three_notices_a_day_too() {
        for (int i = 0; i < 5; i++) {
            ask(community, "bo+" + i + "@two.example");
            ask(community, "b" + ".".repeat(i % 2) + "o+" + i + "@gmail.com");
        }
        answerAll();

        assertThat(queued()).hasSize(6);
    }

    @Test
    void many_processes_at_once_write_no_more_than_three() throws Exception {
        for (int i = 0; i < 12; i++) {
            ask(community, "bo@two.example");
        }
        answerAllFourTimesAtOnce();
        assertThat(queued()).hasSize(3);
    }

    @Test
    void a_list_that_does_not_ask_subscribes_at_once_but_brings_nobody_back() {
        ask(quick, "bo@two.example");
        answerAll();
        SubscriptionRef ref = ref("bo@two.example", quick);
        assertThat(subscriptions.state(ref)).contains(Subscriptions.State.CONFIRMED);
        assertThat(queued()).extracting(Queued::kind).containsExactly("subscribed");

        subscriptions.unsubscribe(ref, "left");
        ask(quick, "bo@two.example");
        answerAll();
        assertThat(subscriptions.state(ref)).contains(Subscriptions.State.UNSUBSCRIBED);
        assertThat(queued()).extracting(Queued::kind).containsExactly("subscribed", "confirmation");
    }

    @Test
    void who_is_subscribed_at_once_is_told_so_in_the_language_that_they_chose_before() {
        member(community, "bo@two.example");
        execute("UPDATE subscriber SET locale = 'fr'");
        ask(quick, "bo@two.example");
        ask(quick, "cy@two.example");
        answerAll();

        assertThat(queued()).extracting(Queued::kind).containsExactly("subscribed", "subscribed");
        assertThat(queued().get(0).text()).contains("Content-Language: fr", "Quick News");
        assertThat(queued().get(1).text())
                .as("of whom nothing else is known: as the form was")
                .contains("Content-Language: de", "Quick News");
    }

    @Test
    void one_that_was_taken_by_a_process_that_died_is_answered_by_another() {
        ask(community, "bo@two.example");
        assertThat(signUps.take()).isPresent();
        answerAll();
        assertThat(queued()).isEmpty();

        clock.advance(Duration.ofMinutes(6));
        answerAll();
        assertThat(queued()).hasSize(1);
    }

    @Test
    void a_link_that_was_asked_for_goes_to_the_address_itself_or_to_the_new_one() {
        ask(quick, "bo@two.example");
        answerAll();
        long bo = ref("bo@two.example", quick).subscriberId();
        requests.ask(bo, LinkTokens.Use.ERASE, null);
        requests.ask(
                bo,
                LinkTokens.Use.NEW_ADDRESS,
                MailAddress.of("new@two.example", "").orElseThrow());
        answerAll();
        answerAll();

        assertThat(queued()).extracting(Queued::kind).containsExactly("subscribed", "link", "new-address");
        assertThat(queued().get(1).recipient()).isEqualTo("bo@two.example");
        assertThat(queued().get(2).recipient()).isEqualTo("new@two.example");
        assertThat(tokens.parse(LinkTokens.Use.ERASE, queued().get(1).token("erase")))
                .isPresent();
        assertThat(tokens.parse(LinkTokens.Use.NEW_ADDRESS, queued().get(2).token("move")))
                .isPresent();
    }

    @Test
    void no_link_goes_to_a_suppressed_address() {
        ask(quick, "bo@two.example");
        answerAll();
        suppressions.add(MailAddress.of("gone@two.example", "").orElseThrow(), Suppressions.Reason.BOUNCED, "550");
        requests.ask(
                ref("bo@two.example", quick).subscriberId(),
                LinkTokens.Use.NEW_ADDRESS,
                MailAddress.of("gone@two.example", "").orElseThrow());
        answerAll();

        assertThat(queued()).extracting(Queued::kind).containsExactly("subscribed");
    }

    /** Whoever dies between two steps has done none of them: each is made to fail as a dead process would. */
    @Test
    void a_process_that_dies_on_the_way_loses_no_notice_and_doubles_none() {
        ask(community, "bo@two.example");
        for (String table : List.of("notice", "sign_up")) {
            String check = table.equals("notice") ? "kind <> 'confirmation'" : "state <> 'mailed'";
            execute("ALTER TABLE " + table + " ADD CONSTRAINT dies CHECK (" + check + ")");
            assertThatThrownBy(this::answerAll).isInstanceOf(JdbiException.class);
            assertThat(queued()).isEmpty();
            assertThat(states()).isEqualTo("taken");
            execute("ALTER TABLE " + table + " DROP CONSTRAINT dies");
            clock.advance(Duration.ofMinutes(6));
        }
        answerAll();
        assertThat(kinds()).containsExactly("confirmation");

        signUps.confirm(signUps.find(1).orElseThrow(), "confirmed");
        for (String table : List.of("notice", "sign_up")) {
            String check = table.equals("notice") ? "kind <> 'welcome'" : "state <> 'welcomed'";
            execute("ALTER TABLE " + table + " ADD CONSTRAINT dies CHECK (" + check + ")");
            assertThatThrownBy(this::answerAll).isInstanceOf(JdbiException.class);
            assertThat(kinds()).containsExactly("confirmation");
            assertThat(states()).isEqualTo("confirmed");
            execute("ALTER TABLE " + table + " DROP CONSTRAINT dies");
        }
        answerAll();
        answerAll();
        assertThat(kinds()).containsExactly("confirmation", "welcome");
        assertThat(states()).isEqualTo("welcomed");
    }

    @Test
    void many_processes_at_once_welcome_and_take_leave_once() throws Exception {
        ask(kind, "bo@two.example");
        answerAll();
        signUps.confirm(signUps.find(1).orElseThrow(), "confirmed");
        leavings.leave(member(kind, "cy@two.example"), "left");
        clock.advance(Duration.ofMinutes(3));
        answerAllFourTimesAtOnce();
        assertThat(kinds()).containsExactlyInAnyOrder("confirmation", "welcome", "goodbye");
    }

    @Test
    void who_leaves_is_told_so_once_with_a_way_back() {
        SubscriptionRef bo = member(kind, "bo@two.example");
        leavings.leave(bo, "left");
        answerAll();
        assertThat(queued()).isEmpty();

        clock.advance(Duration.ofMinutes(3));
        answerAll();
        answerAll();
        assertThat(kinds()).containsExactly("goodbye");
        Queued goodbye = queued().get(0);
        assertThat(goodbye.text()).contains("Content-Language: de", "https://news.example/subscribe/kind");
        assertThat(new UnsubscribeTokens(new Keys(database.get())).parse(goodbye.token("unsubscribe")))
                .contains(bo);

        assertThat(leavings.undo(bo)).isTrue();
        leavings.leave(bo, "left again");
        clock.advance(Duration.ofMinutes(3));
        answerAll();
        assertThat(kinds()).containsExactly("goodbye", "goodbye");
    }

    @Test
    void who_thinks_better_of_it_at_once_is_told_nothing_and_nobody_is_told_late() {
        SubscriptionRef bo = member(kind, "bo@two.example");
        leavings.leave(bo, "left");
        leavings.undo(bo);
        clock.advance(Duration.ofMinutes(3));
        answerAll();
        assertThat(queued()).isEmpty();

        leavings.leave(bo, "left");
        clock.advance(Duration.ofMinutes(61));
        answerAll();
        assertThat(queued()).isEmpty();
    }

    @Test
    void no_goodbye_goes_to_who_is_suppressed_or_left_a_list_that_says_none() {
        leavings.leave(member(community, "bo@two.example"), "left");
        leavings.leave(member(kind, "cy@two.example"), "left");
        suppressions.add(MailAddress.of("cy@two.example", "").orElseThrow(), Suppressions.Reason.COMPLAINED, "arf");
        for (int i = 0; i < 12; i++) { // more of them than are looked at at once
            String address = "gone" + i + "@two.example";
            leavings.leave(member(kind, address), "left");
            suppressions.add(MailAddress.of(address, "").orElseThrow(), Suppressions.Reason.BOUNCED, "550");
        }
        leavings.leave(member(kind, "di@two.example"), "left");
        clock.advance(Duration.ofMinutes(3));
        answerAll();
        answerAll();

        assertThat(queued()).extracting(Queued::recipient).containsExactly("di@two.example");
    }

    @Test
    void strangers_cannot_use_up_what_is_owed_to_a_reader() {
        ask(kind, "bo@two.example");
        answerAll();
        signUps.confirm(signUps.find(1).orElseThrow(), "confirmed");
        for (int i = 0; i < 5; i++) {
            ask(community, "bo@two.example");
        }
        answerAll();
        assertThat(kinds()).containsExactly("confirmation", "confirmation", "confirmation", "welcome");

        SubscriptionRef bo = ref("bo@two.example", kind);
        for (LinkTokens.Use use :
                List.of(LinkTokens.Use.CHANGE_ADDRESS, LinkTokens.Use.DOWNLOAD, LinkTokens.Use.ERASE)) {
            assertThat(requests.ask(bo.subscriberId(), use, null)).isEmpty();
        }
        leavings.leave(bo, "left");
        clock.advance(Duration.ofMinutes(3));
        answerAll();
        assertThat(kinds().subList(4, kinds().size())).containsExactly("link", "link", "link", "goodbye");
    }

    @Test
    void a_link_that_was_passed_on_brings_no_more_than_three_goodbyes() {
        SubscriptionRef bo = member(kind, "bo@two.example");
        for (int i = 0; i < 5; i++) {
            leavings.leave(bo, "left");
            clock.advance(Duration.ofMinutes(3));
            answerAll();
            assertThat(leavings.undo(bo)).isTrue();
        }

        assertThat(kinds()).containsExactly("goodbye", "goodbye", "goodbye");
    }

    @Test
    void three_links_of_the_preferences_are_mailed_in_a_day_and_then_it_is_said_when_there_is_room() {
        long bo = member(kind, "bo@two.example").subscriberId();
        for (int i = 0; i < 3; i++) {
            assertThat(requests.ask(bo, LinkTokens.Use.DOWNLOAD, null)).isEmpty();
            clock.advance(Duration.ofHours(1));
        }
        Instant first = clock.instant().minus(Duration.ofHours(3));

        assertThat(requests.ask(bo, LinkTokens.Use.ERASE, null)).contains(first.plus(Duration.ofHours(24)));
        clock.advance(Duration.ofHours(21));
        assertThat(requests.ask(bo, LinkTokens.Use.ERASE, null)).isEmpty();
        answerAll();
        assertThat(kinds()).containsExactly("link", "link", "link", "link");
    }

    @Test
    void who_is_on_the_list_already_is_told_so_and_not_asked_again() {
        SubscriptionRef bo = member(community, "bo@two.example");
        for (int i = 0; i < 5; i++) {
            ask(community, "bo@two.example");
        }
        answerAll();

        assertThat(kinds()).containsExactly("already", "already", "already");
        assertThat(tokens.parse(LinkTokens.Use.PREFERENCES, queued().get(0).token("preferences")))
                .map(LinkTokens.Link::id)
                .contains(bo.subscriberId());
    }

    @Test
    void who_was_put_on_a_list_that_does_not_ask_gets_a_way_out_at_once() {
        ask(quick, "bo@two.example");
        answerAll();

        assertThat(kinds()).containsExactly("subscribed");
        Matcher out = Pattern.compile("/unsubscribe/([\\w-]+)")
                .matcher(queued().get(0).text());
        assertThat(out.find()).isTrue();
        assertThat(new UnsubscribeTokens(new Keys(database.get())).parse(out.group(1)))
                .contains(ref("bo@two.example", quick));
    }

    @Test
    void a_mailbox_that_got_enough_today_is_not_put_on_a_list_behind_its_back() {
        for (int i = 0; i < 5; i++) {
            ask(quick, "bo+" + i + "@two.example");
        }
        answerAll();

        assertThat(kinds()).containsExactly("subscribed", "subscribed", "subscribed");
        assertThat(states()).isEqualTo("welcomed welcomed welcomed refused refused");
    }

    @Test
    void a_new_address_is_asked_and_the_old_one_is_told() {
        long bo = member(community, "bo@two.example").subscriberId();
        for (String typed : List.of("slip@two.example", "new@two.example")) {
            requests.ask(
                    bo, LinkTokens.Use.NEW_ADDRESS, MailAddress.of(typed, "").orElseThrow());
            answerAll();
        }
        assertThat(kinds()).containsExactly("new-address", "new-address");
        assertThat(queued().get(1).text()).contains("Harbour Weekly", "vertippt");
        assertThat(requests.find(LinkTokens.Use.NEW_ADDRESS, 1))
                .as("a slip is no key")
                .isEmpty();

        LinkRequest right = requests.find(LinkTokens.Use.NEW_ADDRESS, 2).orElseThrow();
        assertThat(requests.move(right)).isEqualTo(LinkRequests.Move.DONE);
        assertThat(requests.move(right)).isEqualTo(LinkRequests.Move.USED);
        answerAll();
        answerAll();
        assertThat(kinds()).containsExactly("new-address", "new-address", "moved");
        assertThat(queued().get(2).recipient()).isEqualTo("bo@two.example");
    }

    @Test
    void who_does_not_confirm_is_reminded_once_where_the_list_says_so() {
        ask(community, "al@two.example");
        ask(kind, "bo@two.example");
        ask(kind, "bo@two.example");
        answerAll();
        clock.advance(Duration.ofHours(47));
        answerAll();
        assertThat(kinds()).doesNotContain("reminder");

        clock.advance(Duration.ofHours(2));
        answerAll();
        answerAll();
        clock.advance(Duration.ofHours(30));
        answerAll();
        List<Queued> reminders = queued().stream()
                .filter(notice -> notice.kind().equals("reminder"))
                .toList();
        assertThat(reminders).extracting(Queued::recipient).containsExactly("bo@two.example");
        LinkTokens.Link link = tokens.parse(
                        LinkTokens.Use.CONFIRM, reminders.get(0).token("confirm"))
                .orElseThrow();
        assertThat(link.isOver(clock.instant().plus(Duration.ofDays(5)))).isFalse();
        assertThat(signUps.confirm(signUps.find(link.id()).orElseThrow(), "confirmed"))
                .isTrue();
    }

    @Test
    void nobody_is_reminded_who_is_on_the_list_or_left_it_or_is_suppressed_or_whose_time_is_long_over() {
        ask(kind, "on@two.example");
        answerAll();
        member(kind, "on@two.example");
        ask(kind, "left@two.example");
        answerAll();
        subscriptions.unsubscribe(member(kind, "left@two.example"), "left");
        ask(kind, "gone@two.example");
        ask(kind, "old@two.example");
        answerAll();
        suppressions.add(MailAddress.of("gone@two.example", "").orElseThrow(), Suppressions.Reason.BOUNCED, "550");
        clock.advance(Duration.ofHours(49));
        execute("UPDATE sign_up SET changed_at = created_at - INTERVAL '3' DAY WHERE address = 'old@two.example'");
        answerAll();
        answerAll();

        assertThat(kinds()).doesNotContain("reminder");
    }

    private void invite(String list, SignUp.Origin origin, String... addresses) {
        try {
            java.nio.file.Path csv = java.nio.file.Files.writeString(
                    folder.resolve("people.csv"), "address,locale\n" + String.join("\n", addresses) + "\n");
            new CsvImport(database.get(), hashes, clock)
                    .run(
                            csv,
                            ImportOptions.onto(list).inviting(new ImportOptions.Invitation("de", origin)),
                            ImportWatch.NONE);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whom_an_import_brought_is_told_so_and_asked_once() {
        invite("kind", SignUp.Origin.REHEARSAL, "bo@two.example,fr", "cy@two.example,nl");
        answerAll();
        clock.advance(Duration.ofDays(2).plusHours(1));
        answerAll();

        assertThat(kinds()).containsExactly("invitation", "invitation");
        Queued invitation = queued().get(0);
        assertThat(invitation.recipient()).isEqualTo("bo@two.example");
        assertThat(invitation.text()).contains("Content-Language: fr", "Kind News");
        LinkTokens.Link link = tokens.parse(LinkTokens.Use.CONFIRM, invitation.token("confirm"))
                .orElseThrow();
        assertThat(signUps.confirm(signUps.find(link.id()).orElseThrow(), "confirmed"))
                .isTrue();
        assertThat(queued().get(1).text()).contains("Content-Language: en"); // as the list, whose words there are
    }

    @Test
    void who_has_confirmed_left_gone_or_been_suppressed_since_the_import_is_not_invited() {
        invite(
                "community",
                SignUp.Origin.REHEARSAL,
                "a@two.example",
                "b@two.example",
                "c@two.example",
                "d@two.example");
        SubscriptionRef left = ref("a@two.example", community);
        subscriptions.unsubscribe(left, "left");
        execute("UPDATE subscription SET state = 'confirmed' WHERE subscriber_id = "
                + ref("b@two.example", community).subscriberId());
        execute("DELETE FROM subscription WHERE subscriber_id = "
                + ref("c@two.example", community).subscriberId());
        suppressions.add(MailAddress.of("d@two.example", "").orElseThrow(), Suppressions.Reason.BOUNCED, "550");
        answerAll();

        assertThat(queued()).isEmpty();
        assertThat(states()).isEqualTo("refused refused refused refused");
    }

    @Test
    void a_list_that_asks_nobody_asks_those_who_never_asked_for_it() {
        invite("quick", SignUp.Origin.REHEARSAL, "bo@two.example");
        answerAll();

        assertThat(kinds()).containsExactly("invitation");
        assertThat(subscriptions.state(ref("bo@two.example", quick))).contains(Subscriptions.State.UNCONFIRMED);
    }

    @Test
    void an_invitation_of_a_rehearsal_never_goes_to_a_real_server_nor_the_other_way_about() {
        invite("community", SignUp.Origin.REHEARSAL, "bo@two.example");
        invite("community", SignUp.Origin.INVITATION, "cy@two.example");
        try (Correspondence real = correspondence(false)) {
            real.answerAll();
        }
        assertThat(queued()).extracting(Queued::recipient).containsExactly("cy@two.example");
        answerAll();
        assertThat(queued()).extracting(Queued::recipient).containsExactly("cy@two.example", "bo@two.example");
    }

    @Test
    void one_of_a_rehearsal_whose_process_died_is_put_back_by_a_real_server() {
        invite("community", SignUp.Origin.REHEARSAL, "bo@two.example");
        assertThat(signUps.takeInvitation(SignUp.Origin.REHEARSAL)).isPresent();
        clock.advance(Duration.ofMinutes(6));
        try (Correspondence real = correspondence(false)) {
            real.answerAll();
        }
        assertThat(queued()).isEmpty();
        assertThat(states()).isEqualTo("invited");
    }

    @Test
    void invitations_leave_room_to_who_asks_meanwhile_and_three_a_day_is_enough_for_anybody() {
        String[] many = java.util.stream.IntStream.range(0, Correspondence.MOST_INVITATIONS + 20)
                .mapToObj(i -> "p" + i + "@two.example")
                .toArray(String[]::new);
        invite("community", SignUp.Origin.REHEARSAL, many);
        invite(
                "quick",
                SignUp.Origin.REHEARSAL,
                "b+1@two.example",
                "b+2@two.example",
                "b+3@two.example",
                "b+4@two.example");
        answerAll();
        answerAll();
        assertThat(kinds()).hasSize(Correspondence.MOST_INVITATIONS).containsOnly("invitation");

        ask(community, "eager@two.example");
        answerAll();
        NoticeQueue queue = new NoticeQueue(
                database.jdbi(),
                new Letterhead(
                        new DkimSigner(List.of(), Set.of()), new ReturnPaths(BounceSettings.DEFAULT, new byte[32])),
                true,
                clock);
        assertThat(queue.take().orElseThrow().letter().envelope().recipient()).isEqualTo("eager@two.example");

        execute("UPDATE notice SET state = 'accepted', next_try_at = NULL");
        answerAll();
        assertThat(kinds()).filteredOn("invitation"::equals).hasSize(many.length + Secretary.MOST_A_DAY);
    }
}
