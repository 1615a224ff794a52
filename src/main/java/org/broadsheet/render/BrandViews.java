package org.broadsheet.render;

import org.broadsheet.edition.Brand;
import org.broadsheet.text.Position;

/** What templates see of a brand. */
final class BrandViews {
    private final Brand brand;
    private final Accent accent;
    private final Pictures pictures;

    BrandViews(Brand brand, Accent accent, Pictures pictures) {
        this.brand = brand;
        this.accent = accent;
        this.pictures = pictures;
    }

    /**
     * @param otherwise the name of a brand without one
     * @param title of the mail, which the nameplate does not repeat
     */
    View.BrandView view(String otherwise, String title) {
        String name = brand.name().isBlank() ? otherwise : brand.name();
        String logo = brand.logo();
        return new View.BrandView(
                name,
                name.strip().equalsIgnoreCase(title.strip()) ? null : name,
                logo == null ? null : logo(logo, name),
                accent.onLight(),
                accent.onDark(),
                brand.address(),
                brand.address().isEmpty() ? null : String.join(", ", brand.address()),
                brand.links().stream()
                        .map(link -> new View.Link(link.title(), link.url()))
                        .toList());
    }

    private View.Picture logo(String path, String name) {
        Position at = Position.wholeFile("broadsheet.yaml");
        return pictures.picture(at, path, name, Pictures.Box.LOGO, null, null);
    }
}
