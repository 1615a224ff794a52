package org.broadsheet.check;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.broadsheet.fetch.WebUrl;

/** Links whose words name another host than the one that they lead to. */
final class ShownHosts implements Inspection {
    private static final Pattern FULL = Pattern.compile("(?i)(https?://|www\\.)\\S+");

    // Words such as node.js, main.rs and Socket.io are names of files and projects; these endings are mostly hosts.
    private static final Pattern BARE = Pattern.compile(
            "([a-z0-9-]+\\.){1,20}(com|org|net|edu|gov|dev|io|info|eu|de|fr|uk|ch|at|nl|es|pt|it|cn)(/\\S*)?");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@([\\w-]+\\.){1,20}\\w{2,}");

    private static final Set<Set<String>> SAME = Set.of(
            Set.of("youtube.com", "youtu.be"),
            Set.of("twitter.com", "x.com"),
            Set.of("kubernetes.io", "k8s.io"),
            Set.of("github.com", "github.io"),
            Set.of("telegram.org", "t.me"));

    @Override
    public void inspect(Draft draft, Findings findings) {
        for (LinkUse link : draft.matter().links()) {
            String words = link.words() == null ? "" : link.words().strip();
            String target = link.target();
            if (target.toLowerCase(Locale.ROOT).startsWith("mailto:")) {
                String address = target.substring(7).split("\\?", 2)[0];
                if (ADDRESS.matcher(words).matches() && !address.equalsIgnoreCase(words) && !address.contains("%")) {
                    report(link, words, address, findings);
                }
            } else if (WebUrl.parse(target).isPresent() && !target.contains("{{")) {
                WebUrl real = WebUrl.parse(target).get();
                shown(words, target)
                        .filter(shown -> !isSame(shown, real))
                        .ifPresent(shown -> report(link, shown.host(), real.host(), findings));
            }
        }
    }

    private static Optional<WebUrl> shown(String words, String target) {
        if (FULL.matcher(words).matches()) {
            return WebUrl.parse(words.matches("(?i)https?://.*") ? words : "https://" + words);
        }
        // A repository may be called as the host is.
        boolean host = BARE.matcher(words).matches() && !target.contains("/" + words);
        return host ? WebUrl.parse("https://" + words) : Optional.empty();
    }

    private static boolean isSame(WebUrl shown, WebUrl real) {
        String one = shown.domain();
        String other = real.domain();
        return one.equals(other) || !pages(one).equals(pages(other)) && SAME.contains(Set.of(pages(one), pages(other)));
    }

    /** Each has pages of their own there, and a repository elsewhere. */
    private static String pages(String domain) {
        return domain.endsWith(".github.io") ? "github.io" : domain;
    }

    private static void report(LinkUse link, String shown, String real, Findings findings) {
        String message = "the words say " + shown + ", the link leads to " + real;
        findings.add(LinkRule.MISLEADING_LINK, link.at(), message, "let both name one host, or use other words");
    }
}
