package org.broadsheet.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.broadsheet.check.Approval;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.mail.MailAddress;
import org.broadsheet.render.Recipient;
import org.jspecify.annotations.Nullable;

/** An edition that somebody is writing, and the people whom it can be shown to. Thread-safe. */
public interface EditionAtWork {
    /** As findings name it. */
    String name();

    Path path();

    /**
     * Reads, checks and renders it as it stands now.
     *
     * @param asked told of each file before it is looked for, those that are not there included; it may be told of more later,
     *     when the edition is rendered in another language
     * @throws org.broadsheet.text.InputException when there is nothing to show, with all that is wrong
     */
    Approval.Preview read(Consumer<Path> asked) throws IOException;

    /** What stands in a file that findings name; empty where it is not there, or holds what is not to be shown. */
    Optional<String> source(String name);

    /** Somebody who does not exist: the same every time. */
    Recipient sampleReader(Edition edition);

    /** Some of those who would get it, by address; none where nobody can be asked for. */
    List<String> addresses(FrontMatter front, int most);

    /** Somebody of a list, whatever their subscription. */
    Optional<Reader> find(String list, MailAddress address);

    /** @param locale BCP 47; null when not known */
    record Reader(
            MailAddress address, String firstName, @Nullable String locale, Set<String> optedOut) {}
}
