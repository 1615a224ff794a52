package org.broadsheet.web;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.ProofsOfWork;

/** Asks browsers to work before they sign somebody up, where the configuration wants that. */
final class ProofDesk {
    private final ProofsOfWork proofs;
    private final PageTemplates templates;
    private final int bits;

    /** @param bits 0 where no work is asked for */
    ProofDesk(ProofsOfWork proofs, PageTemplates templates, int bits) {
        this.proofs = proofs;
        this.templates = templates;
        this.bits = bits;
    }

    boolean isAsked() {
        return bits > 0;
    }

    /** Whether nothing is wanting; what is handed in is spent. */
    boolean isDone(OpenList list, String proof) {
        return !isAsked() || proofs.spend(proof, list.name(), bits);
    }

    /** For scripts of any page. */
    void challenge(Context context, OpenList list) {
        if (!isAsked()) {
            throw new NotFoundResponse();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("challenge", proofs.challenge(list.name(), bits));
        values.put("bits", bits);
        values.put("seconds", ProofsOfWork.GOOD.toSeconds());
        ApiAnswers.json(context, values);
    }

    void script(Context context) {
        if (!isAsked()) {
            throw new NotFoundResponse();
        }
        context.header("Cache-Control", "public, max-age=3600");
        context.contentType("text/javascript; charset=utf-8").result(templates.fill("proof.js", Map.of()));
    }

    /** Lets a page of ours run the script. @param where to find the challenges; a relative or a whole URL */
    void let(Context context, Map<String, Object> values, String where) {
        if (isAsked()) {
            values.put("proof", where);
            SecurityHeaders.allowScript(context);
        }
    }
}
