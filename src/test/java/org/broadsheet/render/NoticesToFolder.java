package org.broadsheet.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a message of each kind of notice into a folder, {@code notice-KIND.eml}. See {@code script/spam-score}. */
final class NoticesToFolder {
    private NoticesToFolder() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Notice notice : NoticesTest.each()) {
            String name = "notice-" + notice.kind().name().toLowerCase(Locale.ROOT) + ".eml";
            Files.write(folder.resolve(name), NoticesTest.write(notice, "en").message());
        }
    }
}
