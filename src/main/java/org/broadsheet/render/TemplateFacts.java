package org.broadsheet.render;

import java.util.List;
import org.broadsheet.edition.Assets;
import org.broadsheet.text.Position;

/**
 * What is to be known of a template by those who judge the mails that are made with it.
 *
 * @param folders those that its files may be in, its own first
 * @param needsAddress whether a mail must say where its sender is to be found: {@code postal-address: required}
 */
public record TemplateFacts(List<String> folders, boolean needsAddress) {
    /** @throws org.broadsheet.text.InputException when there is no such template */
    public static TemplateFacts of(Assets assets, String name) {
        TemplateFolder folder = TemplateFolder.open(assets, name, Position.wholeFile("templates/" + name));
        return new TemplateFacts(
                folder.chain().stream()
                        .map(settings -> "templates/" + settings.folder())
                        .toList(),
                folder.chain().stream().anyMatch(TemplateSettings::needsAddress));
    }
}
