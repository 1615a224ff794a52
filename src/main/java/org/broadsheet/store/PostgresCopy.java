package org.broadsheet.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** COPY, which only PostgreSQL has, and which takes no parameters. */
public final class PostgresCopy {
    private final Handle handle;

    /** @param handle of {@link Dialect#POSTGRESQL} */
    public PostgresCopy(Handle handle) {
        this.handle = handle;
    }

    /** A text from outside as a literal of SQL, with its quotes. */
    public String literal(String text) {
        try {
            return "'" + postgres().escapeLiteral(text) + "'";
        } catch (SQLException e) {
            throw new IllegalArgumentException("PostgreSQL cannot hold the text", e);
        }
    }

    /**
     * Leaves the writer open.
     *
     * @param statement {@code COPY (...) TO STDOUT}
     * @return how many rows were written
     * @throws UncheckedIOException the writer's, once all rows have come
     */
    public long out(String statement, Writer writer) {
        Patient patient = new Patient(writer);
        try {
            long rows = postgres().getCopyAPI().copyOut(statement, patient);
            patient.pass();
            patient.complain();
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not write the rows", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PGConnection postgres() throws SQLException {
        return handle.getConnection().unwrap(PGConnection.class);
    }

    /**
     * Passes rows on, many at once. Keeps what went wrong to the end: the driver cannot stop in the middle and leave the
     * connection fit for use.
     */
    private static final class Patient extends OutputStream {
        private static final int LOT = 1 << 15;

        private final Writer out;
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream(LOT);
        private @Nullable IOException trouble;

        Patient(Writer out) {
            this.out = out;
        }

        /** The server sends a row at a time, so no character is ever parted; the driver has it send UTF-8. */
        @Override
        public void write(byte[] row, int from, int length) {
            rows.write(row, from, length);
            if (rows.size() >= LOT) {
                pass();
            }
        }

        @Override
        public void write(int b) {
            rows.write(b);
        }

        void pass() {
            if (trouble == null) {
                try {
                    out.write(rows.toString(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    trouble = e;
                }
            }
            rows.reset();
        }

        void complain() throws IOException {
            if (trouble != null) {
                throw trouble;
            }
        }
    }
}
