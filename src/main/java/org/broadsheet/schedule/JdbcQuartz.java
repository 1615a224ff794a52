package org.broadsheet.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.broadsheet.store.Database;
import org.broadsheet.store.Dialect;
import org.broadsheet.store.Outage;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.SchedulerListenerSupport;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes schedulers whose jobs lie in our database, shared by every process that opens it. */
final class JdbcQuartz {
    private static final Logger log = LoggerFactory.getLogger(JdbcQuartz.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

    private JdbcQuartz() {}

    /**
     * Not started.
     *
     * @param name the same in every process that shares its jobs
     */
    static Scheduler scheduler(String name, Database database, int threads) throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory(properties(name, database, threads)).getScheduler();
        scheduler.getListenerManager().addSchedulerListener(new SchedulerListenerSupport() {
            @Override
            public void schedulerError(String what, SchedulerException why) {
                tell(what, why);
            }
        });
        return scheduler;
    }

    /** It goes on by itself, and says the same with a page of its own code. */
    private static void tell(String what, SchedulerException why) {
        if (Outage.isOne(why)) {
            log.warn("The database is away, what is due waits for it");
        } else {
            log.error("The scheduler met trouble and goes on: {}", what, why);
        }
    }

    /**
     * Waits for the jobs that run to end, but not for ever: Quartz itself would wait as long as the database is away.
     */
    static void stop(Scheduler scheduler) {
        Thread stopping = new Thread(() -> shutdown(scheduler), "scheduler-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            log.warn("A job did not end in time; what it had begun is in doubt");
        }
    }

    private static void shutdown(Scheduler scheduler) {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            log.warn("The scheduler did not stop well: {}", e.getMessage());
        }
    }

    private static Properties properties(String name, Database database, int threads) {
        String source = "broadsheet-" + System.identityHashCode(database.dataSource());
        DBConnectionManager.getInstance().addConnectionProvider(source, new Pooled(database.dataSource()));
        String delegate = database.dialect() == Dialect.POSTGRESQL ? "PostgreSQLDelegate" : "StdJDBCDelegate";
        Properties properties = new Properties();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("scheduler.instanceName", name),
                Map.entry("scheduler.instanceId", "AUTO"),
                Map.entry("scheduler.skipUpdateCheck", "true"),
                Map.entry("scheduler.idleWaitTime", "1000"),
                Map.entry("scheduler.makeSchedulerThreadDaemon", "true"),
                Map.entry("threadPool.class", "org.quartz.simpl.SimpleThreadPool"),
                Map.entry("threadPool.threadCount", Integer.toString(threads)),
                Map.entry("threadPool.makeThreadsDaemons", "true"),
                Map.entry("jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX"),
                Map.entry("jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore." + delegate),
                Map.entry("jobStore.dataSource", source),
                Map.entry("jobStore.useProperties", "true"),
                Map.entry("jobStore.isClustered", "true"),
                Map.entry("jobStore.clusterCheckinInterval", "1000"));
        settings.forEach((key, value) -> properties.setProperty("org.quartz." + key, value));
        return properties;
    }

    /** Lends Quartz the connections of the pool that everything else uses. */
    private record Pooled(DataSource pool) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
