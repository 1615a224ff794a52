package org.broadsheet.edition;

import java.util.List;

/**
 * One dated number of a digest, as written: front matter, an opening, sections. A value: the same file gives the same
 * edition.
 *
 * @param id the file's name without {@code .md}
 * @param opening what stands before the first {@code ##} heading; may hold blocks
 * @param sha256 of the text that all of it was read from, in hexadecimal digits
 */
public record Edition(String id, FrontMatter front, List<Content> opening, List<Section> sections, String sha256) {
    /**
     * What the edition leads with, for {@code {{edition.lead}}}: the first section's title or, when that section
     * begins with a block, the block's first entry; without sections the first entry of the opening, else the title.
     */
    public String lead() {
        List<Content> first = sections.isEmpty() ? opening : sections.get(0).contents();
        if (!first.isEmpty() && first.get(0) instanceof Content.Block block) {
            return block.items().get(0).title();
        }
        if (!sections.isEmpty()) {
            return sections.get(0).title();
        }
        return opening.stream()
                .filter(Content.Block.class::isInstance)
                .map(content -> ((Content.Block) content).items().get(0).title())
                .findFirst()
                .orElse(front.title());
    }
}
