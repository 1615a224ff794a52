package org.broadsheet.edition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How digests stand to their schedules: up to when each was followed, who has paused it, and what came of each run. Thread-safe. */
public final class DigestRuns {
    private static final int LONGEST = 1000;

    private final Jdbi jdbi;

    public DigestRuns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param reason null when none was given */
    public record Pause(Instant at, String by, @Nullable String reason) {
        public String words() {
            return "paused by " + by + (reason == null ? "" : ": " + reason);
        }
    }

    /**
     * @param plan that is followed; null for a digest that is not known
     * @param plannedUntil the runs that are due by then have been found; null for a digest that is not known
     * @param trouble why it cannot be followed, as it was told; null when it can
     * @param pause null while it is not paused
     */
    public record Standing(
            @Nullable String plan,
            @Nullable Instant plannedUntil,
            @Nullable String trouble,
            @Nullable Pause pause) {
        static final Standing UNKNOWN = new Standing(null, null, null, null);
    }

    public Standing standing(String digest) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT plan, planned_until, trouble, paused_at, paused_by, pause_reason FROM digest WHERE name = ?
                        """, digest)
                .map((row, context) -> {
                    Instant paused = instant(row, "paused_at");
                    Pause pause = paused == null
                            ? null
                            : new Pause(
                                    paused,
                                    Objects.requireNonNullElse(row.getString("paused_by"), ""),
                                    row.getString("pause_reason"));
                    return new Standing(
                            row.getString("plan"), instant(row, "planned_until"), row.getString("trouble"), pause);
                })
                .findOne()
                .orElse(Standing.UNKNOWN));
    }

    /** Notes that the runs of a plan that are due by then have been found. */
    public void follow(String digest, String plan, Instant until) {
        update(digest, "plan = ?, planned_until = ?", plan, until);
    }

    /** @param trouble why the digest cannot be followed, or null when it can; false when that is known already */
    public boolean noteTrouble(String digest, @Nullable String trouble) {
        String words = trouble == null ? null : clipped(trouble);
        if (Objects.equals(standing(digest).trouble(), words)) {
            return false;
        }
        update(digest, "trouble = ?", words);
        return true;
    }

    /** Whether anything is kept of a digest, be its file there or not. */
    public boolean isKnown(String digest) {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT name FROM digest WHERE name = ? UNION SELECT digest FROM digest_run WHERE digest = ?
                        """, digest, digest)
                .mapTo(String.class)
                .findFirst()
                .isPresent());
    }

    /** The digests that are paused, in the order of the alphabet. */
    public List<String> paused() {
        return jdbi.withHandle(
                handle -> handle.select("SELECT name FROM digest WHERE paused_at IS NOT NULL ORDER BY name")
                        .mapTo(String.class)
                        .list());
    }

    /** The digests of which an approved edition waits for its time, or for them, in the order of the alphabet. */
    public List<String> awaited() {
        return jdbi.withHandle(handle -> handle.select("""
                        SELECT DISTINCT r.digest FROM digest_run r JOIN edition e ON e.slug = r.edition AND e.rehearsal = 0
                        WHERE r.state IN ('open', 'drafted') AND e.started_at IS NULL AND e.state <> 'cancelled'
                        ORDER BY r.digest
                        """).mapTo(String.class).list());
    }

    /** False when it is paused already. */
    public boolean pause(String digest, String by, @Nullable String reason, Instant now) {
        if (standing(digest).pause() != null) {
            return false;
        }
        String why = reason == null ? null : clipped(reason);
        update(digest, "paused_at = ?, paused_by = ?, pause_reason = ?", now, by, why);
        return true;
    }

    /** What was due meanwhile is not made up for. False when it was not paused. */
    public boolean resume(String digest, Instant now) {
        return jdbi.withHandle(handle -> handle.execute("""
                        UPDATE digest SET paused_at = NULL, paused_by = NULL, pause_reason = NULL,
                                          planned_until = CASE WHEN planned_until < ? THEN ? ELSE planned_until END
                        WHERE name = ? AND paused_at IS NOT NULL
                        """, now, now, digest) > 0);
    }

    private void update(String digest, String set, @Nullable Object... values) {
        jdbi.useTransaction(handle -> {
            handle.execute("INSERT INTO digest (name) VALUES (?) ON CONFLICT DO NOTHING", digest);
            @Nullable Object[] all = new @Nullable Object[values.length + 1];
            System.arraycopy(values, 0, all, 0, values.length);
            all[values.length] = digest;
            handle.execute("UPDATE digest SET " + set + " WHERE name = ?", all);
        });
    }

    /** Takes a run in; one of the same edition that is there already stays as it is. */
    public void add(String digest, String edition, Instant due, Instant now) {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO digest_run (digest, edition, due_at, state, changed_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, digest, edition, due, DigestRun.State.OPEN.word(), now));
    }

    /** Those that are still to come, or to be dealt with, in the order in which they are due. */
    public List<DigestRun> open(String digest) {
        return jdbi.withHandle(
                handle -> handle.select("""
                        SELECT digest, edition, due_at, state, reason FROM digest_run
                        WHERE digest = ? AND state IN ('open', 'drafted') ORDER BY due_at
                        """, digest).map(DigestRuns::map).list());
    }

    /** When the edition is to go out; empty for one that no schedule has brought. @param edition its slug */
    public Optional<Instant> due(String edition) {
        return jdbi.withHandle(
                handle -> handle.select("""
                        SELECT due_at FROM digest_run WHERE edition = ? AND state IN ('open', 'drafted')
                        ORDER BY due_at FETCH FIRST ROW ONLY
                        """, edition).mapTo(Instant.class).findOne());
    }

    /** The one of an edition that is still to come, or to be dealt with, if that is when it is due. */
    public Optional<DigestRun> open(String edition, Instant due) {
        return jdbi.withHandle(
                handle -> handle.select("""
                        SELECT digest, edition, due_at, state, reason FROM digest_run
                        WHERE edition = ? AND due_at = ? AND state IN ('open', 'drafted') ORDER BY digest
                        """, edition, due).map(DigestRuns::map).findFirst());
    }

    /** The last ones, the latest first. */
    public List<DigestRun> latest(String digest, int most) {
        return jdbi.withHandle(
                handle -> handle.select("""
                        SELECT digest, edition, due_at, state, reason FROM digest_run
                        WHERE digest = ? ORDER BY due_at DESC FETCH FIRST ? ROWS ONLY
                        """, digest, most).map(DigestRuns::map).list());
    }

    /** Forgets a run that is not to be any more. */
    public void drop(DigestRun run) {
        jdbi.useHandle(handle -> handle.execute(
                "DELETE FROM digest_run WHERE digest = ? AND edition = ? AND due_at = ?",
                run.digest(),
                run.edition(),
                run.due()));
    }

    /**
     * Notes what has come of a run.
     *
     * @return false when that is known already, or the run is over
     */
    public boolean move(DigestRun run, DigestRun.State to, @Nullable String reason, Instant now) {
        String why = reason == null ? null : clipped(reason);
        return jdbi.withHandle(
                handle -> handle.execute("""
                        UPDATE digest_run SET state = ?, reason = ?, changed_at = ?
                        WHERE digest = ? AND edition = ? AND state IN ('open', 'drafted')
                          AND (state <> ? OR COALESCE(reason, '') <> COALESCE(CAST(? AS VARCHAR(1000)), ''))
                        """, to.word(), why, now, run.digest(), run.edition(), to.word(), why) > 0);
    }

    /**
     * Looks at an edition again that was left out or held: somebody has approved it since, and says so by that.
     *
     * @param edition its slug
     */
    public void reopen(String edition, Instant now) {
        jdbi.useHandle(handle -> handle.execute(
                """
                UPDATE digest_run SET state = ?, reason = NULL, changed_at = ?
                WHERE edition = ? AND state IN (?, ?)
                """,
                DigestRun.State.DRAFTED.word(),
                now,
                edition,
                DigestRun.State.SKIPPED.word(),
                DigestRun.State.HELD.word()));
    }

    private static String clipped(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private static DigestRun map(ResultSet row, StatementContext context) throws SQLException {
        return new DigestRun(
                row.getString("digest"),
                row.getString("edition"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                DigestRun.State.of(row.getString("state")),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
