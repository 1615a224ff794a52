package org.broadsheet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The body of a newsletter, made up of what people write in Markdown; each word and each host in it occurs once. */
final class NewsletterProse {
    private static final List<String> TAILS = List.of(
            "",
            "/",
            "/a_(b)",
            "/a?x=1&y=2",
            "/a?x=1&amp;y=2",
            "/%20b%C3%BC",
            "/ü/日本",
            "/a#frag-ment_1",
            "/~who/*/x",
            "/a;b,c'd",
            "/a_b_c_d",
            "/@user@place.example/1");

    private final Random random;
    private final List<String> references = new ArrayList<>();
    private int count;

    NewsletterProse(int seed) {
        random = new Random(seed);
    }

    String document() {
        StringBuilder all = new StringBuilder();
        for (int block = 3 + random.nextInt(12); block > 0; block--) {
            all.append(block()).append("\n\n");
        }
        references.forEach(line -> all.append(line).append('\n'));
        return all.toString();
    }

    private String word() {
        return "word" + ++count + "x";
    }

    private String url() {
        String host = "site" + ++count + "x.example";
        return (random.nextInt(8) == 0 ? "HTTPS://" : random.nextInt(4) == 0 ? "http://" : "https://")
                + (random.nextInt(12) == 0 ? host + ":8443" : host)
                + TAILS.get(random.nextInt(TAILS.size()));
    }

    private String inline(int depth) {
        int kind = random.nextInt(depth > 2 ? 12 : 24);
        return switch (kind) {
            case 0, 1, 2 -> word();
            case 3 -> "[" + word() + "](" + url() + ")";
            case 4 -> "<" + url() + ">";
            case 5 -> url() + " " + word();
            case 6 -> "`" + word() + "`";
            case 7 -> "[" + word() + "](<" + url() + "> \"" + word() + "\")";
            case 8 -> "<who@site" + ++count + "x.example>";
            case 9 -> "[" + word() + "](mailto:who@site" + ++count + "x.example?subject=Hi)";
            case 10 -> reference();
            case 11 -> "<a href=\"" + url().replace("&", "&amp;") + "\">" + word() + "</a>";
            case 12 -> "**" + inline(depth + 1) + "**";
            case 13 -> "*" + inline(depth + 1) + "*";
            case 14 -> "~~" + inline(depth + 1) + "~~";
            case 15 -> "[**" + word() + "** `" + word() + "`](" + url() + ")";
            case 16 -> "<b>" + inline(depth + 1) + "</b>";
            case 17 -> "<span style=\"color:red\">" + inline(depth + 1) + "</span>";
            case 18 -> word() + "<br>" + word();
            case 19 -> word() + "\\\n" + word();
            case 20 -> "(" + url() + ")";
            case 21 -> "<kbd>" + word() + "</kbd> <!-- a remark --> " + word();
            case 22 -> "&copy; " + word() + " &mdash; 😀 " + word();
            default -> inline(depth + 1) + ", " + inline(depth + 1);
        };
    }

    private String reference() {
        String label = "ref" + ++count;
        String url = url();
        references.add("[" + label + "]: " + (random.nextBoolean() ? "<" + url + ">" : url)
                + (random.nextBoolean() ? " '" + word() + "'" : ""));
        return switch (random.nextInt(3)) {
            case 0 -> "[" + label + "]";
            case 1 -> "[" + label + "][]";
            default -> "[" + word() + "][" + label + "]";
        };
    }

    private String line() {
        StringBuilder line = new StringBuilder(word());
        for (int i = random.nextInt(5); i > 0; i--) {
            line.append(' ').append(inline(0));
        }
        return line.toString();
    }

    private String block() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> line();
            case 2 -> "## " + line().replace("\\\n", " ");
            case 3 -> "### " + line().replace("\\\n", " ");
            case 4 -> list("- ", 0);
            case 5 -> list("1. ", 0);
            case 6 -> indented("> ", line() + "\n\n" + line());
            case 7 -> table();
            case 8 -> "<div align=\"center\">\n\n" + line() + "\n\n</div>";
            case 9 -> "<p>" + line() + "</p>";
            case 10 -> "<details><summary>" + word() + "</summary>\n\n" + line() + "\n\n</details>";
            case 11 -> "```\n" + word() + " " + url() + "\n```";
            case 12 -> footnote();
            case 13 -> line() + "\n" + line();
            case 14 ->
                "<table><tr><td>" + word() + "</td><td><a href='" + url().replace("'", "%27") + "'>" + word()
                        + "</a></td></tr></table>";
            default -> "<ul>\n<li>" + line().replace("\\\n", " ") + "</li>\n<li>" + word() + "</li>\n</ul>";
        };
    }

    private String footnote() {
        int number = ++count;
        references.add("[^n" + number + "]: " + line().replace("\\\n", " ") + "\n");
        return line() + "[^n" + number + "]";
    }

    private String list(String mark, int depth) {
        StringBuilder list = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            list.append(indentedAfterFirst(mark, line())).append('\n');
            if (depth < 2 && random.nextInt(4) == 0) {
                list.append(indented(" ".repeat(mark.length()), list(mark, depth + 1)))
                        .append('\n');
            }
        }
        return list.toString();
    }

    private String table() {
        StringBuilder table = new StringBuilder("| " + cell() + " | " + cell() + " |\n|---|:-:|\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
            table.append("| ").append(cell()).append(" | ").append(cell()).append(" |\n");
        }
        return table.toString();
    }

    private String cell() {
        return line().replace("\\\n", " ").replace("|", "\\|");
    }

    private static String indented(String by, String text) {
        return text.lines()
                .map(line -> by + line)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static String indentedAfterFirst(String mark, String text) {
        return mark + indented(" ".repeat(mark.length()), text).substring(mark.length());
    }
}
