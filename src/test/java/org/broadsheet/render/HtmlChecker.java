package org.broadsheet.render;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The Nu HTML checker, in a class loader of its own: it comes with other versions of libraries that we have too. */
final class HtmlChecker {
    private static final long STACK_BYTES = 16L << 20;
    private static final Path JARS = Path.of("target/html-checker");

    private final Class<?> validator;

    HtmlChecker() {
        try (Stream<Path> jars = Files.list(JARS)) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
            ClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            this.validator = loader.loadClass("nu.validator.validation.SimpleDocumentValidator");
        } catch (IOException e) {
            throw new UncheckedIOException("Maven copies the checker to " + JARS, e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no checker in " + JARS, e);
        }
    }

    /** All that it has to say. It goes down into its schema by one call for each choice, which takes a deep stack. */
    List<String> messages(String html) throws ReflectiveOperationException {
        FutureTask<List<String>> task = new FutureTask<>(() -> check(html));
        new Thread(null, task, "html-checker", STACK_BYTES).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }

    private List<String> check(String html) throws ReflectiveOperationException {
        Collector collector = new Collector();
        Object one = validator
                .getConstructor(boolean.class, boolean.class, boolean.class)
                .newInstance(false, false, false);
        method("setUpMainSchema", String.class, ErrorHandler.class)
                .invoke(one, "http://s.validator.nu/html5-rdfalite.rnc", collector);
        method("setUpValidatorAndParsers", ErrorHandler.class, boolean.class, boolean.class)
                .invoke(one, collector, true, false);
        method("checkHtmlInputSource", InputSource.class).invoke(one, new InputSource(new StringReader(html)));
        return collector.messages;
    }

    private Method method(String name, Class<?>... types) throws ReflectiveOperationException {
        return validator.getMethod(name, types);
    }

    private static final class Collector implements ErrorHandler {
        private final List<String> messages = new ArrayList<>();

        @Override
        public void warning(SAXParseException message) {
            messages.add(String.valueOf(message.getMessage()));
        }

        @Override
        public void error(SAXParseException message) {
            messages.add(String.valueOf(message.getMessage()));
        }

        @Override
        public void fatalError(SAXParseException message) {
            messages.add(String.valueOf(message.getMessage()));
        }
    }
}
