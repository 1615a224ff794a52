package org.broadsheet.check;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.broadsheet.check.LinkProbe.Answer;
import org.broadsheet.check.LinkProbe.Result;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.Problem;
import org.broadsheet.text.Severity;

/** Asks for the pages that an edition links, eight at a time, each once. */
public final class OnlineLinks {
    private static final int AT_A_TIME = 8;

    private final LinkProbe probe;
    private final LinkCache cache;

    OnlineLinks(LinkProbe probe, LinkCache cache) {
        this.probe = probe;
        this.cache = cache;
    }

    /** @param cache a file that keeps for a day what was reached */
    public static OnlineLinks ofInternet(Path cache, Clock clock) {
        return new OnlineLinks(LinkProbe.ofInternet(), LinkCache.of(cache, clock));
    }

    List<Problem> check(Matter matter) {
        Map<String, Future<Answer>> answers = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (LinkUse link : matter.links()) {
                if (isAsked(link)) {
                    answers.computeIfAbsent(page(link), url -> threads.submit(() -> answer(url)));
                }
            }
            Findings findings = new Findings();
            for (LinkUse link : matter.links()) {
                Future<Answer> answer = answers.get(page(link));
                if (answer != null && isAsked(link)) {
                    report(link, wait(answer), findings);
                }
            }
            return findings.list();
        } finally {
            threads.shutdownNow();
            cache.save();
        }
    }

    private Answer answer(String url) {
        Answer answer = cache.find(url).orElseGet(() -> probe.ask(url));
        cache.put(url, answer);
        return answer;
    }

    /** Only what looks like a public page: what does not is an error already. */
    private static boolean isAsked(LinkUse link) {
        return link.isWeb()
                && !link.target().contains("{{")
                && WebUrl.parse(link.target())
                        .filter(url -> !Hosts.isPrivate(url))
                        .isPresent();
    }

    private static String page(LinkUse link) {
        return link.target().split("#", 2)[0];
    }

    private static Answer wait(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Result.FAILED, "the check was interrupted", "");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void report(LinkUse link, Answer answer, Findings findings) {
        String shown = "'" + page(link) + "'";
        switch (answer.result()) {
            case REACHED -> {}
            case MOVED -> moved(link, shown, answer, findings);
            case REFUSED ->
                findings.add(
                        Severity.NOTE,
                        LinkRule.UNREACHABLE_LINK,
                        link.at(),
                        shown + " cannot be asked by a program: " + answer.words(),
                        "open it yourself");
            case FAILED -> {
                String where = answer.last().equals(page(link)) ? "" : " (at " + answer.last() + ")";
                String message = shown + " cannot be reached: " + answer.words() + where;
                findings.add(LinkRule.UNREACHABLE_LINK, link.at(), message, "mend the URL, or remove the link");
            }
        }
    }

    private static void moved(LinkUse link, String shown, Answer answer, Findings findings) {
        boolean secured = page(link).startsWith("http://") && answer.last().startsWith("https://");
        String hint = "write " + answer.last();
        if (secured) {
            findings.add(LinkRule.PLAIN_HTTP, link.at(), shown + " is sent on to https", hint);
        } else {
            findings.add(LinkRule.REDIRECTED_LINK, link.at(), shown + " has moved to " + answer.last(), hint);
        }
    }
}
