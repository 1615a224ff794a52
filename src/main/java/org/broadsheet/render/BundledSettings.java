package org.broadsheet.render;

import org.broadsheet.edition.Brand;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an edition was rendered when it was approved, as its bundle keeps it.
 *
 * @param renderer changes when the same files would be rendered into other bytes
 */
public record BundledSettings(int renderer, Brand brand, Settings settings) {
    /** The version of this renderer. */
    public static final int RENDERER = 4;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws IllegalStateException when the bundle was made for another renderer */
    public static BundledSettings ofJson(byte[] json) {
        BundledSettings read = JSON.readValue(json, BundledSettings.class);
        if (read.renderer() != RENDERER) {
            throw new IllegalStateException("The bundle was approved for renderer " + read.renderer() + ", this is "
                    + RENDERER + ": approve the edition again");
        }
        return read;
    }
}
