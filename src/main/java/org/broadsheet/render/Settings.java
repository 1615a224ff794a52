package org.broadsheet.render;

import org.broadsheet.edition.ImageMode;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace decides about rendering, apart from its brand.
 *
 * @param images hosted ones need the base URL
 * @param url the public base URL, without a slash at the end; null when there is none
 */
public record Settings(ImageMode images, @Nullable String url) {
    public Settings {
        if (images == ImageMode.HOSTED && url == null) {
            throw new IllegalArgumentException("hosted images need a base URL");
        }
    }
}
