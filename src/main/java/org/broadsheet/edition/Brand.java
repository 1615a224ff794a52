package org.broadsheet.edition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a community looks and who it is; {@code brand:} in {@code broadsheet.yaml}.
 *
 * @param name of the community; empty when not given (the digest's name stands in for it)
 * @param logo a path inside the workspace, or null
 * @param accent the one accent colour, {@code #rrggbb}
 * @param address the postal address that the footer shows, one entry a line
 * @param links shown in the footer
 */
public record Brand(String name, @Nullable String logo, String accent, List<String> address, List<Link> links) {
    public static final Brand PLAIN = new Brand("", null, "#2f5d8a", List.of(), List.of());

    public record Link(String title, String url) {}
}
