package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Section;
import org.broadsheet.source.Item;
import org.broadsheet.text.Position;
import org.commonmark.node.Node;
import org.jsoup.nodes.Document;

/** What an edition says, sorted for the rules: each list in the order of the file. */
final class Matter {
    private final List<Passage> passages = new ArrayList<>();
    private final List<LinkUse> links = new ArrayList<>();
    private final List<PictureUse> pictures = new ArrayList<>();
    private final List<HeadingUse> headings = new ArrayList<>();
    private final List<Html> html = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Media> media = new ArrayList<>();
    private final List<Position> tangled = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();

    /** An element of HTML that shows what lies elsewhere. */
    record Media(Position at, String tag) {}

    /** @param html without comments, scripts and code */
    record Html(Position at, String source, Document parsed) {}

    record Table(Position at, boolean headed) {}

    static Matter of(String file, Edition edition) {
        Matter matter = new Matter();
        matter.add(file, edition.opening());
        for (Section section : edition.sections()) {
            matter.passages.add(Passage.of(Passage.Kind.TITLE, section.at(), section.title()));
            ProseReader heading = new ProseReader(file, matter, at -> at);
            for (Node node = section.heading().getFirstChild(); node != null; node = node.getNext()) {
                node.accept(heading);
            }
            matter.add(file, section.contents());
        }
        return matter;
    }

    private void add(String file, List<Content> contents) {
        for (Content content : contents) {
            if (content instanceof Content.Prose prose) {
                prose.document().accept(new ProseReader(file, this, at -> at));
            } else if (content instanceof Content.Block block) {
                if (block.title() != null) {
                    passages.add(Passage.of(Passage.Kind.TITLE, block.at(), block.title()));
                }
                block.items().forEach(item -> ItemReader.read(item, this));
            }
        }
        headings.addAll(Headings.of(file, contents));
    }

    List<Passage> passages() {
        return passages;
    }

    List<LinkUse> links() {
        return links;
    }

    List<PictureUse> pictures() {
        return pictures;
    }

    List<HeadingUse> headings() {
        return headings;
    }

    List<Html> html() {
        return html;
    }

    List<Table> tables() {
        return tables;
    }

    List<Media> media() {
        return media;
    }

    /** Entries whose marks were too many to be read. */
    List<Position> tangled() {
        return tangled;
    }

    List<Item> items() {
        return items;
    }
}
