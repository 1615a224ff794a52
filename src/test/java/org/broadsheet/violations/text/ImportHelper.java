package org.broadsheet.violations.text;

import com.github.mustachejava.Mustache;
import com.icegreen.greenmail.util.GreenMail;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import jakarta.mail.Message;
import java.sql.Connection;
import org.commonmark.node.Node;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import picocli.CommandLine;

/** Imports what belongs to others, and has an empty name. */
class ImportHelper {
    @Nullable
    Mustache mustache;

    @Nullable
    GreenMail greenMail;

    @Nullable
    HikariDataSource pool;

    @Nullable
    Javalin javalin;

    @Nullable
    Message message;

    @Nullable
    Connection connection;

    @Nullable
    Node node;

    @Nullable
    Jdbi jdbi;

    @Nullable
    Scheduler scheduler;

    @Nullable
    CommandLine commandLine;
}
