package org.broadsheet.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.broadsheet.render.Mailing;
import org.broadsheet.render.Recipient;

/** Writes a mailing, as one reader gets it, into a folder: the page, the text, the whole message, the pictures. */
final class PreviewFolder {
    private PreviewFolder() {}

    static void write(Path folder, Mailing mailing, Recipient reader) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.writeString(folder.resolve("index.html"), mailing.previewHtml(reader), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("message.txt"), mailing.text(reader), StandardCharsets.UTF_8);
        Files.write(folder.resolve("message.eml"), mailing.message(reader));
        if (!mailing.attachments().isEmpty()) {
            Files.createDirectories(folder.resolve("attachments"));
        }
        for (Map.Entry<String, byte[]> attachment : mailing.attachments().entrySet()) {
            Files.write(folder.resolve("attachments").resolve(attachment.getKey()), attachment.getValue());
        }
        for (Map.Entry<String, byte[]> image : mailing.images().entrySet()) {
            Files.write(folder.resolve("images").resolve(image.getKey()), image.getValue());
        }
    }
}
