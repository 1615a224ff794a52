package org.broadsheet.web;

import java.util.Optional;

/** Where the pictures of sent editions come from, when mail shows them by URL. */
@FunctionalInterface
public interface HostedImages {
    HostedImages NONE = name -> Optional.empty();

    /** @param name the last part of the URL, made of letters, digits, dots, dashes and underscores */
    Optional<byte[]> image(String name);
}
