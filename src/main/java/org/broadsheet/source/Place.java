package org.broadsheet.source;

import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.YamlMap;
import org.jspecify.annotations.Nullable;

/** Reads where a source is to look. */
public final class Place {
    private Place() {}

    /** The value of {@code url} or {@code file}, of which there is to be one; null when there is none, which is reported. */
    static @Nullable String read(YamlMap keys) {
        int before = keys.problems().list().size();
        String url = keys.optionalText("url", "link", "href");
        String file = keys.optionalText("file", "path");
        if (url != null && file != null) {
            keys.problems()
                    .error("duplicate-key", keys.at("file"), "both 'url' and 'file' are given", "keep one of them");
            return null;
        }
        if (url == null && file == null && keys.problems().list().size() > before) {
            return null; // one was given, and has been found wrong
        }
        if (url == null && file == null) {
            keys.problems().error("missing-key", keys.at(), "neither 'url' nor 'file' is given", "add url: https://…");
            return null;
        }
        if (url != null && WebUrl.parse(url).isEmpty()) {
            String message = "'url' must be an http or https URL, but is '" + url + "'";
            keys.problems().error("bad-value", keys.at("url"), message, "for a file of the workspace write file:");
            return null;
        }
        if (file != null && !WorkspaceFolder.isInside(file)) {
            String message = "'file' is '" + file + "', which is no path from the workspace";
            keys.problems().error("bad-value", keys.at("file"), message, "write it as data/talks.yaml");
            return null;
        }
        return url == null ? file : url;
    }

    /** The value of {@code folder}, a path from the workspace; null when there is none, which is reported. */
    public static @Nullable String folder(YamlMap keys) {
        int before = keys.problems().list().size();
        String folder = keys.optionalText("folder", "directory", "path");
        if (folder == null) {
            if (keys.problems().list().size() == before) {
                keys.problems().error("missing-key", keys.at(), "'folder' is missing", "add folder: snippets");
            }
            return null;
        }
        String path = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        if (!WorkspaceFolder.isInside(path)) {
            String message = "'folder' is '" + folder + "', which is no path from the workspace";
            keys.problems().error("bad-value", keys.at("folder"), message, "write it as snippets");
            return null;
        }
        return path;
    }
}
