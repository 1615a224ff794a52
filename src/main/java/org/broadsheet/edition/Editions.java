package org.broadsheet.edition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The editions that were approved, and the rehearsals of them. Thread-safe. */
public final class Editions {
    private static final String COLUMNS =
            "id, slug, rehearsal, title, list_id, bundle, state, reason, held_for, approved_by, approved_at,"
                    + " scheduled_for, scheduled_file, started_at, finished_at, tended_at, trouble, ignored";

    private final Jdbi jdbi;

    public Editions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The edition itself, not a rehearsal. */
    public Optional<ApprovedEdition> find(String slug) {
        return jdbi.withHandle(
                handle -> handle.select("SELECT " + COLUMNS + " FROM edition WHERE slug = ? AND rehearsal = 0", slug)
                        .map(Editions::map)
                        .findOne());
    }

    public Optional<ApprovedEdition> latestRehearsal(String slug) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT " + COLUMNS + " FROM edition WHERE slug = ? AND rehearsal > 0"
                                + " ORDER BY rehearsal DESC LIMIT 1",
                        slug)
                .map(Editions::map)
                .findOne());
    }

    /** The last first. */
    public List<ApprovedEdition> rehearsals(String slug) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT " + COLUMNS + " FROM edition WHERE slug = ? AND rehearsal > 0 ORDER BY rehearsal DESC",
                        slug)
                .map(Editions::map)
                .list());
    }

    public ApprovedEdition get(long id) {
        return jdbi.withHandle(handle -> handle.select("SELECT " + COLUMNS + " FROM edition WHERE id = ?", id)
                .map(Editions::map)
                .one());
    }

    /** All of them, those approved last first. */
    public List<ApprovedEdition> all() {
        return jdbi.withHandle(handle -> handle.select("SELECT " + COLUMNS + " FROM edition ORDER BY id DESC")
                .map(Editions::map)
                .list());
    }

    public List<ApprovedEdition> in(EditionState state) {
        return jdbi.withHandle(
                handle -> handle.select("SELECT " + COLUMNS + " FROM edition WHERE state = ? ORDER BY id", state.word())
                        .map(Editions::map)
                        .list());
    }

    /**
     * Approves a bundle for an edition. An edition that was approved and not begun takes the new bundle in place of the
     * old one, and no longer begins by itself if that was scheduled; one that was begun, or approved just so already, stays as
     * it is. One that was cancelled holds the items of its draft again.
     */
    public ApprovedEdition approve(String slug, String title, long listId, Bundle bundle, String by, Instant now) {
        return approve(slug, title, listId, bundle, Set.of(), by, now);
    }

    /** @param ignored rules of the preflight whose errors the approver chose to ignore */
    public ApprovedEdition approve(
            String slug, String title, long listId, Bundle bundle, Set<String> ignored, String by, Instant now) {
        String shown = title.length() > 500 ? title.substring(0, 499) + "…" : title;
        return approved(slug, shown, listId, bundle, String.join(" ", ignored), by, now);
    }

    private ApprovedEdition approved(
            String slug, String title, long listId, Bundle bundle, String ignored, String by, Instant now) {
        return jdbi.inTransaction(handle -> {
            int replaced = handle.execute(
                    """
                    UPDATE edition SET title = ?, list_id = ?, bundle = ?, ignored = ?, approved_by = ?, approved_at = ?, state = 'approved',
                                       reason = NULL, finished_at = NULL, scheduled_for = NULL, scheduled_file = NULL
                    WHERE slug = ? AND rehearsal = 0 AND started_at IS NULL
                      AND NOT (state IN ('approved', 'scheduled') AND title = ? AND list_id = ? AND bundle = ? AND ignored = ?)
                    """,
                    title,
                    listId,
                    bundle.sha256(),
                    ignored,
                    by,
                    now,
                    slug,
                    title,
                    listId,
                    bundle.sha256(),
                    ignored);
            boolean known = replaced == 0
                    && handle.select("SELECT count(*) FROM edition WHERE slug = ? AND rehearsal = 0", slug)
                                    .mapTo(int.class)
                                    .one()
                            > 0;
            if (replaced == 0 && !known) {
                insert(handle, slug, 0, title, listId, bundle.sha256(), ignored, by, now);
            }
            Drafts.takeBack(handle, slug, SharedItems.teller(slug, bundle));
            return find(handle, slug, 0);
        });
    }

    /** A new rehearsal of what is approved. */
    public ApprovedEdition rehearse(ApprovedEdition approved) {
        return jdbi.inTransaction(handle -> {
            int number = handle.select("SELECT max(rehearsal) FROM edition WHERE slug = ?", approved.slug())
                            .mapTo(int.class)
                            .one()
                    + 1;
            insert(
                    handle,
                    approved.slug(),
                    number,
                    approved.title(),
                    approved.listId(),
                    approved.bundle(),
                    String.join(" ", approved.ignored()),
                    approved.approvedBy(),
                    approved.approvedAt());
            return find(handle, approved.slug(), number);
        });
    }

    /** @param trouble what keeps the relay from taking mail, or null when it takes it again */
    public void noteTrouble(long id, @Nullable String trouble, Instant now) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE edition SET trouble = ?, trouble_at = ? WHERE id = ?",
                trouble,
                trouble == null ? null : now,
                id));
    }

    private static void insert(
            org.jdbi.v3.core.Handle handle,
            String slug,
            int rehearsal,
            String title,
            long listId,
            String bundle,
            String ignored,
            String by,
            Instant at) {
        handle.execute("""
                INSERT INTO edition (slug, rehearsal, title, list_id, bundle, state, ignored, approved_by, approved_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, slug, rehearsal, title, listId, bundle, EditionState.APPROVED.word(), ignored, by, at);
    }

    private static ApprovedEdition find(org.jdbi.v3.core.Handle handle, String slug, int rehearsal) {
        return handle.select("SELECT " + COLUMNS + " FROM edition WHERE slug = ? AND rehearsal = ?", slug, rehearsal)
                .map(Editions::map)
                .one();
    }

    private static ApprovedEdition map(ResultSet row, StatementContext context) throws SQLException {
        EditionState state = EditionState.of(row.getString("state"));
        return new ApprovedEdition(
                row.getLong("id"),
                row.getString("slug"),
                row.getInt("rehearsal"),
                row.getString("title"),
                row.getLong("list_id"),
                row.getString("bundle"),
                state,
                row.getString("reason"),
                state == EditionState.HELD ? Hold.of(row.getString("held_for")) : null,
                row.getString("approved_by"),
                row.getObject("approved_at", OffsetDateTime.class).toInstant(),
                instant(row, "scheduled_for"),
                row.getString("scheduled_file"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                instant(row, "tended_at"),
                row.getString("trouble"),
                Stream.of(row.getString("ignored").split(" "))
                        .filter(rule -> !rule.isEmpty())
                        .toList());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
