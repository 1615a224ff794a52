package org.broadsheet.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.broadsheet.edition.Assets;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Position;
import org.broadsheet.text.Problem;

/** The files of one template: {@code templates/NAME/}. */
record TemplateFolder(Assets assets, String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    /** @param wanted where the template was asked for */
    static TemplateFolder open(Assets assets, String name, Position wanted) {
        TemplateFolder folder = new TemplateFolder(assets, name);
        if (NAME.matcher(name).matches() && folder.read(Medium.HTML.template()).isPresent()) {
            return folder;
        }
        List<String> known = assets.folders("templates");
        String hint = known.isEmpty()
                ? "a template is a folder templates/" + name + "/ with mail.html and mail.txt"
                : "there are: " + String.join(", ", known);
        throw new InputException(
                Problem.error("missing-template", wanted, "There is no template called '" + name + "'", hint));
    }

    Optional<String> read(String file) {
        return assets.read(path(file)).map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    /** As a person knows the file. */
    String path(String file) {
        return "templates/" + name + "/" + file;
    }
}
