package org.broadsheet.text;

import java.text.Normalizer;
import java.util.Locale;

/** Makes a name for an address, a file or an anchor out of a title. */
public final class Slug {
    private Slug() {}

    /** Lower-case letters and digits of any script, joined by hyphens; empty when the title has none. */
    public static String of(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("[\\u0300-\\u036f]", "");
        return Normalizer.normalize(plain, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’]", "")
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }
}
