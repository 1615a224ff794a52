package org.broadsheet.edition;

import java.util.List;

/**
 * One dated number of a digest, as written: front matter, an opening, sections. A value: the same file gives the same
 * edition.
 *
 * @param id the file's name without {@code .md}
 * @param opening what stands before the first {@code ##} heading; may hold blocks
 */
public record Edition(String id, FrontMatter front, List<Content> opening, List<Section> sections) {}
