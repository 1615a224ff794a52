package org.broadsheet.check;

import java.util.Set;
import org.broadsheet.fetch.WebUrl;
import org.broadsheet.text.Position;

/** What is left of the edition that a new workspace begins with. */
final class Samples implements Inspection {
    /** Of the sample's opening, blanks as single ones. */
    static final String SENTENCE = "Replace every word of it with your own";

    private static final Set<String> NOBODYS = Set.of("example.org", "example.com", "example.net"); // RFC 2606 §3

    @Override
    public void inspect(Draft draft, Findings findings) {
        sender(draft, findings);
        for (Passage passage : draft.matter().passages()) {
            int at = passage.text().replaceAll("\\s", " ").indexOf(SENTENCE);
            if (at >= 0) {
                String message = "'" + SENTENCE + "' is the sample's own sentence";
                findings.add(UnfinishedRule.SAMPLE_LEFT, passage.at(at), message, "write your own opening");
            }
        }
        for (LinkUse link : draft.matter().links()) {
            boolean nobodys = WebUrl.parse(link.filled())
                    .filter(url -> isNobodys(url.host()))
                    .isPresent();
            if (nobodys) {
                String message = "'" + link.target() + "' belongs to nobody: it is for examples";
                findings.add(UnfinishedRule.SAMPLE_LEFT, link.at(), message, "give the page that you mean");
            }
        }
    }

    private static void sender(Draft draft, Findings findings) {
        String domain = draft.front().from().asciiDomain();
        if (isNobodys(domain)) {
            Position at = draft.lines().at("from", "sender");
            String message = "no mail can come from " + domain + ", which is for examples";
            findings.add(UnfinishedRule.SAMPLE_LEFT, at, message, "give your own address");
        }
    }

    private static boolean isNobodys(String host) {
        return NOBODYS.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }
}
