package org.broadsheet.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.broadsheet.render.PageWords;
import org.broadsheet.subscriber.OpenList;
import org.broadsheet.subscriber.Regional;
import org.broadsheet.text.Characters;
import org.broadsheet.text.Nearest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signing up for programs and for scripts of other people's pages:
 * {@code {"address": …, "name": …, "first_name": …, "topics": […], "language": …, "proof": …}}. It answers in JSON what the form answers in
 * words. What it would not make use of it refuses: a slip of the fingers in a member's name would go unnoticed.
 */
final class SignUpApi {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final String LANGUAGE = "language";
    /** What stands in the evidence: the words of the form are those of whoever made it. */
    private static final String ELSEWHERE = "by a form elsewhere, over JSON, in its own words";

    /** The members that are texts; {@code website} is the form's trap for machines, which scripts may bring along. */
    private static final List<String> TEXTS = List.of("address", "name", "first_name", LANGUAGE, "proof", "website");

    private static final String TOPICS = "topics";
    private static final int LONGEST_SHOWN = 60;

    private final SignUpDesk desk;
    private final ProofDesk proofs;
    private final Visitor visitor;

    SignUpApi(SignUpDesk desk, ProofDesk proofs, Visitor visitor) {
        this.desk = desk;
        this.proofs = proofs;
        this.visitor = visitor;
    }

    /** Fetch Standard §3.2: scripts of any page may ask, and bring nothing of the reader's along. */
    void allow(Context context) {
        ApiAnswers.openToAll(context);
        context.header("Access-Control-Allow-Methods", "POST");
        context.header("Access-Control-Allow-Headers", "Content-Type");
        context.header("Access-Control-Max-Age", "86400");
        context.status(204);
    }

    /** What a script is to work for. */
    void challenge(Context context) {
        Optional<OpenList> list = desk.list(context.pathParam("list"));
        if (list.isEmpty()) {
            noSuchList(context);
        } else {
            proofs.challenge(context, list.get());
        }
    }

    void ask(Context context) {
        Optional<OpenList> list = desk.list(context.pathParam("list"));
        Optional<JsonNode> body = body(context);
        Optional<Unusable> unusable = body.flatMap(SignUpApi::unusable);
        if (list.isEmpty()) {
            noSuchList(context);
        } else if (body.isEmpty()) {
            ApiAnswers.say(context, 400, "error", "json", "the body is not a JSON object, or it names a member twice");
        } else if (unusable.isPresent()) {
            ApiAnswers.say(
                    context,
                    422,
                    "error",
                    unusable.get().member(),
                    unusable.get().message());
        } else if (!hasKnownTopics(list.get(), body.get())) {
            ApiAnswers.say(context, 422, "error", TOPICS, topicsOf(list.get()));
        } else {
            take(context, list.get(), body.get());
        }
    }

    private static void noSuchList(Context context) {
        ApiAnswers.say(context, 404, "error", "list", "there is no such list");
    }

    private static String topicsOf(OpenList list) {
        return list.topics().isEmpty()
                ? "the list has no topics; leave topics out"
                : "topics is a list of one or more of these: "
                        + String.join(", ", list.topics().keySet());
    }

    /** @param member as it is called */
    private record Unusable(String member, String message) {}

    /** The first member that is not known, not a text where it is one, or in a language that nobody speaks. */
    private static Optional<Unusable> unusable(JsonNode body) {
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            String name = member.getKey();
            if (name.equals(LANGUAGE) && member.getValue().isString() && !isLanguage(text(body, LANGUAGE))) {
                return Optional.of(new Unusable(name, "language is a tag such as de or pt-BR"));
            }
            if (TEXTS.contains(name)) {
                if (!member.getValue().isString() && !member.getValue().isNull()) {
                    return Optional.of(new Unusable(name, name + " is a text"));
                }
            } else if (!name.equals(TOPICS)) {
                return Optional.of(unknown(shown(name)));
            }
        }
        return Optional.empty();
    }

    private static Unusable unknown(String name) {
        List<String> known = Stream.concat(TEXTS.stream().filter(text -> !text.equals("website")), Stream.of(TOPICS))
                .toList();
        return new Unusable(
                name,
                "there is no member '" + name + "'; "
                        + Nearest.of(name, known)
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("the members are " + String.join(", ", known)));
    }

    /** A name from outside, in one short line. */
    private static String shown(String name) {
        String start = name.codePoints()
                .limit(LONGEST_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Characters.visible(start) + (start.length() < name.length() ? "…" : "");
    }

    /** Left out or empty, it is that of whoever asks; a language that there are no words for is one all the same. */
    private static boolean isLanguage(String text) {
        return text.isBlank() || Regional.locale(text).isPresent();
    }

    /** A null is refused as an empty list is: it may mean none or all, and a reader would get what they never asked for. */
    private static boolean hasKnownTopics(OpenList list, JsonNode body) {
        JsonNode topics = body.get(TOPICS);
        return topics == null
                || topics.isArray()
                        && !topics.isEmpty()
                        && topics.valueStream()
                                .allMatch(topic ->
                                        topic.isString() && list.topics().containsKey(topic.stringValue()));
    }

    private void take(Context context, OpenList list, JsonNode body) {
        String language = Regional.locale(text(body, LANGUAGE)).orElse("");
        PageWords words = visitor.words(context, PageWords.has(language) ? language : null, list.language());
        SignUpDesk.Entry entry = new SignUpDesk.Entry(
                text(body, "address"),
                text(body, "name"),
                text(body, "first_name"),
                topics(body),
                text(body, "website"),
                text(body, "proof"),
                visitor.address(context));
        Map<String, String> facts = SignUpPages.facts(list);
        switch (desk.take(list, entry, words, ELSEWHERE)) {
            case TAKEN ->
                ApiAnswers.say(
                        context, 202, "status", "asked", words.say(list.single() ? "asked_single" : "asked", facts));
            case TOO_OFTEN -> ApiAnswers.say(context, 429, "error", "too-often", words.say("busy", facts));
            case NO_PROOF -> ApiAnswers.say(context, 429, "error", "proof", words.say("busy_unproved", facts));
            case NO_ADDRESS -> ApiAnswers.say(context, 422, "error", "address", words.say("bad_address", facts));
        }
    }

    private static Optional<JsonNode> body(Context context) {
        byte[] bytes = Form.body(context);
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    private static @Nullable List<String> topics(JsonNode body) {
        JsonNode value = body.get(TOPICS);
        if (value == null || !value.isArray()) {
            return null;
        }
        List<String> topics = new ArrayList<>();
        value.forEach(topic -> topics.add(topic.stringValue()));
        return topics;
    }
}
