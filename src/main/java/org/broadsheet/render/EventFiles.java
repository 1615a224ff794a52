package org.broadsheet.render;

import java.util.ArrayList;
import java.util.List;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Bundle;
import org.broadsheet.edition.Content;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.Section;
import org.broadsheet.source.Item;
import org.broadsheet.text.Slug;
import org.jspecify.annotations.Nullable;

/**
 * The calendar file of each event: behind a link where there are public pages, else attached for those who get the event's
 * section.
 */
final class EventFiles {
    private static final int MOST = 10; // attached; a mail with more files than that looks like spam

    private final Assets assets;
    private final Settings settings;
    private final Edition edition;

    EventFiles(Assets assets, Settings settings, Edition edition) {
        this.assets = assets;
        this.settings = settings;
        this.edition = edition;
    }

    private byte[] file(Item.Event event) {
        return CalendarFile.of(event, edition.front(), edition.front().ownZone());
    }

    /** Null where the file is attached or not wanted. */
    @Nullable
    String link(Item.Event event) {
        if (settings.url() == null || !edition.front().calendar()) {
            return null;
        }
        byte[] file = file(event);
        String name = Bundle.sha256(file) + ".ics";
        assets.made("made:calendar-" + name, () -> file);
        return settings.url() + "/calendar/" + name;
    }

    List<Attachment> attached(Attachments attachments) {
        List<Attachment> files = new ArrayList<>();
        if (settings.url() == null && edition.front().calendar()) {
            edition.opening().forEach(content -> add(content, List.of(), attachments, files));
            for (Section section : edition.sections()) {
                List<String> topics = section.topic() == null ? List.of() : List.of(section.topic());
                section.contents().forEach(content -> add(content, topics, attachments, files));
            }
        }
        return files.size() > MOST ? List.of() : files;
    }

    private void add(Content content, List<String> topics, Attachments attachments, List<Attachment> files) {
        if (content instanceof Content.Block block) {
            for (Item item : block.items()) {
                if (item instanceof Item.Event event) {
                    String name = attachments.name(event.date() + "-" + Slug.of(event.title()) + ".ics");
                    files.add(new Attachment(name, CalendarFile.TYPE, file(event), topics));
                }
            }
        }
    }
}
