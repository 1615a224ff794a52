package org.broadsheet.cli;

import java.io.IOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.broadsheet.mail.DkimKey;
import org.broadsheet.text.PrivateFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "keygen",
        description =
                "Makes a key that signs mail of a domain, and shows the DNS record to publish. Nothing is overwritten.",
        footer = {
            "",
            "Examples:",
            "  broadsheet dkim keygen --domain example.org --selector s1",
            "  broadsheet dkim keygen --domain example.org --selector e1 --type ed25519",
            "",
            "Many receivers know RSA only, so an Ed25519 key is best used beside an RSA key."
        })
final class DkimKeygenCommand implements Callable<Integer> {
    private static final int USUAL_BITS = 2048;

    private final Shell shell;

    @Option(names = "--domain", required = true, paramLabel = "D", description = "Whose mail it signs.")
    private String domain = "";

    @Option(
            names = "--selector",
            required = true,
            paramLabel = "S",
            description = "What the key is called in DNS, for example s1 or 2025-11.")
    private String selector = "";

    @Option(names = "--type", paramLabel = "TYPE", description = "rsa (the default) or ed25519.")
    private DkimKey.Type type = DkimKey.Type.RSA;

    @Option(names = "--bits", paramLabel = "N", description = "Of an RSA key: 1024 to 4096; 2048 when not given.")
    private @Nullable Integer bits;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the key goes, inside the workspace; keys/SELECTOR.pem when not given.")
    private @Nullable String out;

    DkimKeygenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        String owner = domain();
        String name = selector.strip().toLowerCase(Locale.ROOT);
        if (!DkimKey.isSelector(name)) {
            throw Failure.usage(
                    "'" + selector + "' is no selector: letters, digits and hyphens, such as s1 or 2025-11");
        }
        int length = length();
        Path root = shell.workspace();
        String given = out == null ? "keys/" + name + ".pem" : out;
        Path file = root.resolve(given).normalize();
        if (!Files.isDirectory(root)) {
            throw Failure.usage("There is no folder " + root);
        }
        if (!file.startsWith(root) || file.equals(root)) {
            throw Failure.usage("'" + given + "' is not inside the workspace " + root);
        }
        String path = root.relativize(file).toString().replace('\\', '/');
        DkimKey key = DkimKey.generate(owner, name, type, length);
        write(file, path, key);
        boolean ignored = keepOutOfGit(file);
        report(key, path, ignored);
        return Exit.DONE;
    }

    private String domain() {
        try {
            String ascii = IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (DkimKey.isDomain(ascii)) {
                return ascii;
            }
        } catch (IllegalArgumentException notAName) {
            // as below
        }
        throw Failure.usage("'" + domain + "' is no domain, such as example.org");
    }

    private int length() {
        if (bits == null) {
            return USUAL_BITS;
        }
        if (type != DkimKey.Type.RSA) {
            throw Failure.usage("An Ed25519 key has but one size: leave out --bits");
        }
        if (bits < DkimKey.LEAST_BITS || bits > DkimKey.MOST_BITS) {
            throw Failure.usage(
                    "Receivers take RSA keys of " + DkimKey.LEAST_BITS + " to " + DkimKey.MOST_BITS + " bits");
        }
        return bits;
    }

    /** Readable by nobody else at any moment, and never in the place of another key. */
    private static void write(Path file, String path, DkimKey key) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            PrivateFiles.create(file);
            Files.writeString(file, key.pem(), StandardCharsets.US_ASCII);
        } catch (FileAlreadyExistsException e) {
            throw Failure.usage(
                    path + " is there already and is not overwritten; take another --selector, or name a file"
                            + " with --out");
        }
    }

    /** A workspace is kept in git, a key must not be. */
    private static boolean keepOutOfGit(Path file) throws IOException {
        if (!file.endsWith(Path.of("keys", file.getFileName().toString()))) {
            return false;
        }
        Path ignore = file.resolveSibling(".gitignore");
        if (!Files.exists(ignore)) {
            Files.writeString(ignore, "# Whoever has a key of this folder can sign in your name.\n*\n");
        }
        return Files.readAllLines(ignore).contains("*");
    }

    private void report(DkimKey key, String path, boolean ignored) {
        Terminal terminal = shell.terminal();
        terminal.sayf("A new key in %s: %s", path, key);
        terminal.say(ignored ? "  keys/.gitignore keeps it out of git" : "  keep it out of git");
        String weakness = DkimRecord.weakness(key);
        if (!weakness.isEmpty()) {
            terminal.complain("warning: " + weakness);
        }
        terminal.say("Next:");
        terminal.say("1. Publish this record; a form that asks for the text alone wants it as one, without quotes:");
        DkimRecord.say(key, terminal);
        String entry =
                "{ domain: " + key.domain() + ", selector: " + quoted(key.selector()) + ", key: " + quoted(path) + " }";
        terminal.say("2. When DNS shows it, add the key to broadsheet.yaml:");
        terminal.say("  dkim: [ " + entry + " ]");
        if (terminal.isJson()) {
            Map<String, Object> json = DkimRecord.json(key);
            json.put("file", path);
            terminal.json(json);
        }
    }

    /** As YAML has it: a bare word where that is a text and nothing else. */
    private static String quoted(String text) {
        return text.matches("[a-z][A-Za-z0-9./_-]*") ? text : "\"" + text.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
    }
}
