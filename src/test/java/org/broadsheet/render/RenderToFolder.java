package org.broadsheet.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.Brand;
import org.broadsheet.edition.Defaults;
import org.broadsheet.edition.Edition;
import org.broadsheet.edition.EditionParser;
import org.broadsheet.edition.ImageMode;
import org.broadsheet.edition.WorkspaceFiles;
import org.broadsheet.mail.MailAddress;

/** For authors of templates: WORKSPACE EDITION-FILE OUT writes index.html, message.txt, message.eml and images. */
final class RenderToFolder {
    private RenderToFolder() {}

    public static void main(String[] arguments) throws IOException {
        Path workspace = Path.of(arguments[0]);
        Path out = Path.of(arguments[2]);
        Assets assets = new WorkspaceFiles(workspace);
        Brand brand = new Brand(
                "Istio Community",
                null,
                "#466bb0",
                List.of("Example Street 1", "1000 Example"),
                List.of(new Brand.Link("istio.example", "https://istio.example/")));
        Edition edition = EditionParser.ofEditions(Defaults.NONE)
                .parse(arguments[1], assets.read(arguments[1]).orElseThrow())
                .orThrow();
        Mailing mailing = new Renderer(assets, brand, new Settings(ImageMode.INLINE, null)).render(edition);
        Recipient ada = new Recipient(
                MailAddress.of("ada@reader.example", "Ada Lovelace").orElseThrow(),
                "Ada",
                Set.of(),
                "https://news.example/u/0123456789",
                "https://news.example/p/0123456789",
                Instant.parse("2025-11-20T08:00:00Z"),
                "1.1@istio.example");
        Files.createDirectories(out.resolve("images"));
        Files.writeString(out.resolve("index.html"), mailing.previewHtml(ada));
        Files.writeString(out.resolve("message.txt"), mailing.text(ada));
        Files.write(out.resolve("message.eml"), mailing.message(ada));
        for (Map.Entry<String, byte[]> image : mailing.images().entrySet()) {
            Files.write(out.resolve("images").resolve(image.getKey()), image.getValue());
        }
        System.out.println("Wrote " + out + ": HTML " + mailing.html(ada).length() / 1000 + " kB");
    }
}
