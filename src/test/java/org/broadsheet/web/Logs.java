package org.broadsheet.web;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What would stand in the log of the program, whose settings are not those of the tests. */
final class Logs {
    private Logs() {}

    static List<String> during(Runnable work) {
        LoggerContext program = program();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        root.addAppender(seen);
        try {
            work.run();
        } finally {
            root.detachAppender(seen);
        }
        return List.copyOf(seen.list).stream()
                .filter(event -> program.getLogger(event.getLoggerName()).isEnabledFor(event.getLevel()))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    private static LoggerContext program() {
        try {
            LoggerContext context = new LoggerContext();
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Logs.class.getResource("/logback.xml"));
            return context;
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }
}
