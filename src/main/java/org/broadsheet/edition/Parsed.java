package org.broadsheet.edition;

import java.util.List;
import org.broadsheet.text.InputException;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param file its name as it was given to the parser
 * @param edition null when too little could be read; else what could, for a preview, even if there are errors
 * @param legible the edition, or what could be read of it, with stand-ins for the list and the sender where the front matter
 *     cannot be used: to be checked, never to be sent; null when there is no text to read
 * @param omitted optional sections that are not done: no reader gets them
 * @param sources of a digest, in the order of its lines; an edition has none
 * @param problems in the order of the file's lines
 */
public record Parsed(
        String file,
        @Nullable Edition edition,
        @Nullable Edition legible,
        List<Section> omitted,
        List<SourceBlock> sources,
        List<Problem> problems) {
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** @throws InputException with all problems, when any is an error */
    public Edition orThrow() {
        if (edition == null || hasErrors()) {
            throw new InputException(problems);
        }
        return edition;
    }
}
