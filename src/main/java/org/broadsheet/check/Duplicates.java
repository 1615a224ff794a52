package org.broadsheet.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.source.Item;

/** Two entries or two points of lists that lead to one page. */
final class Duplicates implements Inspection {
    @Override
    public void inspect(Draft draft, Findings findings) {
        Map<String, LinkUse> points = new HashMap<>();
        for (LinkUse link : draft.matter().links()) {
            if (link.origin() == LinkUse.Origin.POINT && link.isWeb() && link.words() != null) {
                LinkUse first = points.putIfAbsent(WebUrl.key(link.target()), link);
                if (first != null && !link.words().equalsIgnoreCase(first.words())) {
                    report(link, first, findings);
                }
            }
        }
        items(draft, findings);
    }

    private static void report(LinkUse link, LinkUse first, Findings findings) {
        String message = "'" + link.words() + "' leads where '" + first.words() + "' in line "
                + first.at().line() + " does";
        findings.add(UnfinishedRule.DUPLICATE_LINK, link.at(), message, "give each its own URL, or join them");
    }

    private static void items(Draft draft, Findings findings) {
        Map<String, Item> seen = new HashMap<>();
        for (Item item : draft.matter().items()) {
            String url = url(item);
            Item first = url == null ? null : seen.putIfAbsent(WebUrl.key(url), item);
            if (first != null && !isAnotherDay(first, item)) {
                String message = "'" + item.title() + "' has the URL of '" + first.title() + "' in line "
                        + first.at().line();
                findings.add(UnfinishedRule.DUPLICATE_ITEM, item.at(), message, "keep one of them, or mend the URL");
            }
        }
    }

    /** A meeting that takes place every week has one name and one page. */
    private static boolean isAnotherDay(Item first, Item second) {
        return first instanceof Item.Event one
                && second instanceof Item.Event other
                && one.title().equalsIgnoreCase(other.title())
                && !(one.date().equals(other.date()) && Objects.equals(one.time(), other.time()));
    }

    /** The page that an entry is about. */
    private static @org.jspecify.annotations.Nullable String url(Item item) {
        if (item instanceof Item.Post post) {
            return post.url();
        }
        if (item instanceof Item.Talk talk) {
            return talk.recording();
        }
        if (item instanceof Item.Event event) {
            return event.url();
        }
        if (item instanceof Item.Release release) {
            return release.url();
        }
        return item instanceof Item.Change change ? change.url() : null;
    }
}
