package org.broadsheet.check;

import org.broadsheet.edition.HiddenHtml;
import org.broadsheet.source.Item;

/** What no template shows of an entry: HTML that mail leaves out, words beside a small picture. */
final class HiddenWords implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        for (Matter.Html html : draft.matter().html()) {
            HiddenHtml.in(html.source())
                    .ifPresent(message -> findings.add(ReadingRule.UNSEEN_TEXT, html.at(), message, HiddenHtml.HINT));
        }
        for (Item item : draft.matter().items()) {
            Item.Image image = item instanceof Item.Photo ? null : ItemReader.image(item);
            if (image != null && (image.caption() != null || image.credit() != null)) {
                String message = "the caption and the credit of an entry's picture are not shown";
                String hint = "show the picture in a photos block, or remove them";
                findings.add(ReadingRule.UNSEEN_TEXT, image.at(), message, hint);
            }
        }
    }
}
