package org.broadsheet.edition;

import java.util.Optional;

/**
 * The files that an edition is rendered from. Paths are relative, with forward slashes: {@code templates/recap/mail.html},
 * {@code editions/images/hall.png}. Two implementations: the workspace (where a template that the workspace does not
 * have comes from those built in) and a frozen bundle. A path that leads outside is as absent.
 */
public interface Assets {
    Optional<byte[]> read(String path);
}
