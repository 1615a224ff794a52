package org.broadsheet.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.broadsheet.fetch.FetchException;
import org.broadsheet.fetch.Page;
import org.broadsheet.fetch.Wire;
import org.jspecify.annotations.Nullable;

/** What a source may reach: pages of the web, within limits, and files of the workspace. For one question of one source. */
public interface Outside {
    Instant now();

    /** For when the answer counts: now or, for a window that is over, when that ended. */
    Instant asOf();

    /**
     * What stands at a place.
     *
     * @param place an http or https URL, or the path of a file from the workspace
     */
    Document open(String place) throws FetchException;

    /**
     * Says what is wrong with a part of a place while the rest of it is taken: a row that cannot be read, for one.
     *
     * @param words for the person who drafts, with file and line where there are some
     */
    void remark(String words);

    /**
     * Says that a part of a place, such as a file of a folder, is left out as a whole. However many they are, each is told of.
     *
     * @param part its path
     * @param why what follows on the path in a sentence: {@code :3: a heading ...}, {@code leads out of the workspace}; at least one
     * @param outcome what becomes of it
     */
    void leftOut(String part, List<String> why, String outcome);

    /**
     * The folder of a repository of Git that may be read: one inside the workspace, that in which the workspace lies, or one
     * that the configuration names.
     *
     * @param place {@code .} for that in which the workspace lies; else a path, from the workspace where it is relative
     */
    Path repository(String place) throws FetchException;

    /**
     * The files below a folder of the workspace, in the order of their paths; none whose name, or that of a folder on the way,
     * begins with a dot or an underscore, and none called README.
     *
     * @param ending of their names, in small letters; theirs may be others
     */
    List<String> list(String folder, String ending) throws FetchException;

    /** As {@link #open}; empty when it has not changed since this source was last asked. */
    Optional<Document> openIfChanged(String place) throws FetchException;

    /** When this source last answered; empty when it never has. */
    Optional<Instant> answeredAt();

    /** What was published before it is not wanted. */
    Instant oldest();

    /**
     * Asks a server that answers in a way of its own: its answer, whatever the status. It follows no redirect to another
     * server, so that what the request holds stays where it was sent. All that one question asks takes six times the time of
     * one page at most.
     */
    Page exchange(Wire.Request request) throws FetchException;

    /**
     * @param place where it was found in the end; what is relative in it is relative to this
     * @param type its media type; null when nobody says
     */
    record Document(String place, @Nullable String type, byte[] bytes) {}
}
