package org.broadsheet.edition;

import java.util.List;
import java.util.Optional;

/**
 * The files that an edition is rendered from. Paths are relative, with forward slashes: {@code templates/recap/mail.html},
 * {@code editions/images/hall.png}. Two implementations: the workspace (where a template that the workspace does not
 * have comes from those built in) and a frozen bundle. A path that leads outside is as absent.
 */
public interface Assets {
    Optional<byte[]> read(String path);

    /** The names of the folders right under a folder, in order; to say what there is when something is missing. */
    default List<String> folders(String path) {
        return List.of();
    }
}
