package org.broadsheet.edition;

import java.util.Optional;
import org.broadsheet.source.BlockWriter;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Concealed;
import org.broadsheet.text.Problems;
import org.broadsheet.text.YamlMap;
import org.broadsheet.text.YamlParser;
import org.broadsheet.text.YamlValue;

/**
 * A source that could not be had stays in the draft as the block that it was, with the reason as a comment in it. It is seen
 * by who edits the file and by the preflight, and can reach no reader: a source never becomes content.
 */
final class FailedSource {
    private static final String BEGINNING = "# could not be collected: ";

    private FailedSource() {}

    static String block(SourceBlock block, String trouble) {
        String body = BEGINNING + Characters.visible(Concealed.of(trouble)) + "\n"
                + block.yaml().stripTrailing();
        String fence = BlockWriter.fence(body);
        return fence + "source " + block.word() + "\n" + body + "\n" + fence;
    }

    /** Whether the digest says that an edition may go out without it. */
    static boolean isOptional(SourceBlock block) {
        YamlValue body = YamlParser.parse(block.first(), block.yaml(), new Problems());
        YamlMap keys = body == null || !body.isMap() ? null : body.map();
        return keys != null && keys.bool("optional", false);
    }

    /** Why it could not be had, of the text of a block; empty when nobody tried. */
    static Optional<String> trouble(String yaml) {
        return yaml.startsWith(BEGINNING)
                ? Optional.of(
                        yaml.split("\n", 2)[0].substring(BEGINNING.length()).strip())
                : Optional.empty();
    }
}
