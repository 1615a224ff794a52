package org.broadsheet.edition;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The files that an edition is rendered from. Paths are relative, with forward slashes: {@code templates/recap/mail.html},
 * {@code editions/images/hall.png}. Two implementations: the workspace (where a template that the workspace does not
 * have comes from those built in) and a frozen bundle. A path that leads outside is as absent.
 */
public interface Assets {
    Optional<byte[]> read(String path);

    /**
     * What follows from a file and nothing else, such as a picture made small. A bundle holds it in place of the file.
     *
     * @param how it is made, in a few letters, digits and dashes; other ways of making have other names
     * @return empty when there is no such file; what {@code maker} throws is passed on
     */
    default Optional<byte[]> derived(String path, String how, UnaryOperator<byte[]> maker) {
        return read(path).map(maker);
    }

    /**
     * What follows from the text alone and is asked for on the web, so that a bundle has to hold it.
     *
     * @param name under which it is kept, with a colon in it
     */
    default byte[] made(String name, Supplier<byte[]> maker) {
        return maker.get();
    }

    /** Under which what was made of a file is kept: no path of a workspace has a colon. */
    static String derivedName(String path, String how) {
        return "made:" + how + ":" + path;
    }

    /** The names of the folders right under a folder, in order; to say what there is when something is missing. */
    default List<String> folders(String path) {
        return List.of();
    }
}
