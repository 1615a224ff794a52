package org.broadsheet.render;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.broadsheet.edition.Assets;
import org.broadsheet.edition.AttachedFile;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Problems;

/** Finds the files that an edition attaches, and refuses what a mail had better not carry. */
final class Attachments {
    private static final int LARGEST = 7_000_000; // all of them; encoded, that is what relays take
    private static final int LONGEST_NAME = 60;

    private final Assets assets;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    Attachments(Assets assets, Problems problems) {
        this.assets = assets;
        this.problems = problems;
    }

    List<Attachment> of(List<AttachedFile> files) {
        List<Attachment> attachments = new ArrayList<>();
        long all = 0;
        for (AttachedFile file : files) {
            Optional<byte[]> content = WorkspacePath.candidates(file.path())
                    .flatMap(path -> assets.read(path).stream())
                    .findFirst();
            if (content.isEmpty()) {
                refuse(
                        "missing-attachment",
                        file,
                        "There is no file '" + file.path() + "' in the workspace",
                        "give its path from the edition's folder or from the workspace");
                continue;
            }
            all += content.get().length;
            if (all > LARGEST) {
                refuse(
                        "attachment-too-large",
                        file,
                        "The attachments up to '" + file.path() + "' have " + all / 1000 + " kB",
                        "at most " + LARGEST / 1000 + " kB; put large files on the web and link to them");
                return attachments;
            }
            attachment(file, content.get()).ifPresent(attachments::add);
        }
        return attachments;
    }

    private Optional<Attachment> attachment(AttachedFile file, byte[] content) {
        Optional<AttachmentKind> kind = AttachmentKind.of(file.path());
        if (kind.isEmpty()) {
            refuse(
                    "unfit-attachment",
                    file,
                    "'" + file.path() + "' is of a kind that mail servers refuse or that nobody can open",
                    "link to it; what can be attached ends in " + AttachmentKind.known());
        } else if (!kind.get().fits(content)) {
            refuse(
                    "unfit-attachment",
                    file,
                    "'" + file.path() + "' is not what its name says",
                    "give it the ending of what it is; text is UTF-8");
        }
        return kind.filter(known -> known.fits(content))
                .map(known -> new Attachment(name(file.path()), known.type(), content, List.of()));
    }

    private void refuse(String rule, AttachedFile file, String message, String hint) {
        problems.add(Problem.error(rule, file.at(), message, hint));
    }

    /** Its own name, in characters that need no encoding anywhere, and unlike that of every other. */
    String name(String path) {
        String own = path.substring(path.lastIndexOf('/') + 1);
        int dot = own.lastIndexOf('.');
        String plain = own.substring(0, dot).replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String stem = plain.isEmpty() ? "attachment" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        String ending = own.substring(dot).toLowerCase(Locale.ROOT);
        String name = stem + ending;
        for (int n = 2; !names.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = stem + "-" + n + ending;
        }
        return name;
    }
}
