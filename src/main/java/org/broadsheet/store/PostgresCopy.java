package org.broadsheet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
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

    /** Keeps what went wrong to the end: the driver cannot stop in the middle and leave the connection fit for use. */
    private static final class Patient extends Writer {
        private final Writer out;
        private @Nullable IOException trouble;

        Patient(Writer out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int from, int length) {
            if (trouble == null) {
                try {
                    out.write(text, from, length);
                } catch (IOException e) {
                    trouble = e;
                }
            }
        }

        void complain() throws IOException {
            if (trouble != null) {
                throw trouble;
            }
        }

        @Override
        public void flush() {
            // whoever opened the writer does
        }

        @Override
        public void close() {
            // likewise
        }
    }
}
