package org.broadsheet.render;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template of notices may name. All of it is plain text.
 *
 * @param kind {@code confirmation}, {@code unconfirmed}, {@code welcome}, {@code goodbye}, {@code link}, {@code reminder}, {@code approval}, {@code stopped}, {@code subscribed}, {@code already},
 *     {@code new_address} or {@code moved}
 * @param lang BCP 47, of all that is said
 * @param dir {@code ltr} or {@code rtl}
 * @param chrome always null: a notice has one language
 * @param preheader the first sentence
 * @param greeting on a line of its own
 * @param sentences a paragraph each
 * @param button null where there is nothing to open
 * @param second below the button; null where nothing else is offered
 * @param footnote said more quietly, below the button
 */
public record NoticeView(
        String kind,
        String subject,
        String title,
        @Nullable String preheader,
        String lang,
        String dir,
        View.@Nullable Language chrome,
        String css,
        View.BrandView brand,
        String greeting,
        List<String> sentences,
        View.@Nullable Link button,
        View.@Nullable Link second,
        String footnote,
        Map<String, String> say) {}
