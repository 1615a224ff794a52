package org.broadsheet.web;

import static org.broadsheet.web.PreviewChoice.word;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.broadsheet.check.Weight;
import org.broadsheet.edition.FrontMatter;
import org.broadsheet.render.Mailings;
import org.broadsheet.text.Severity;
import org.broadsheet.web.PreviewChoice.Look;
import org.broadsheet.web.PreviewChoice.View;
import org.broadsheet.web.PreviewChoice.Width;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** What the page around a mail says, by the names in its template. */
final class PreviewPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int CLIPPED = 102_000; // where Gmail cuts
    private static final int CLOSE = 100_000;
    private static final int SNIPPET = 140;

    private final String name;
    private final ZoneId zone;
    private final PreviewReaders readers;

    PreviewPage(String name, ZoneId zone, PreviewReaders readers) {
        this.name = name;
        this.zone = zone;
        this.readers = readers;
    }

    /** @param mail null when there is none to show */
    Map<String, Object> values(PreviewProof proof, PreviewChoice choice, @Nullable PreviewMail mail) {
        Map<String, Object> values = new HashMap<>();
        values.put("file", name);
        values.put("version", proof.version());
        values.put("query", choice.query());
        values.put("time", time(proof.at()));
        values.put("took", proof.took().toMillis());
        values.put("summary", summary(proof));
        values.put("title", title(proof));
        values.put(
                "findings", proof.findings().stream().map(PreviewPage::finding).toList());
        values.put("wellDone", proof.findings().isEmpty() && mail != null);
        values.put("broken", !proof.fresh());
        values.put("nothing", mail == null);
        values.put("since", proof.fresh() ? "" : time(proof.shownAt()));
        values.put("tabs", tabs(choice));
        values.put("view", word(choice.view()));
        if (mail != null && proof.shown() != null) {
            FrontMatter front = proof.shown().edition().front();
            inbox(values, front, mail);
            weight(values, mail);
            controls(values, choice, front, mail);
            view(values, proof, choice, mail);
        }
        return values;
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private static String summary(PreviewProof proof) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = proof.count(severity);
            if (count > 0) {
                parts.add(count + " " + word(severity) + (count == 1 ? "" : "s"));
            }
        }
        return parts.isEmpty() ? "nothing to mend" : String.join(", ", parts);
    }

    private String title(PreviewProof proof) {
        long errors = proof.count(Severity.ERROR);
        String last = name.replaceFirst(".*/", "");
        return errors == 0 ? last : "(" + errors + (errors == 1 ? " error) " : " errors) ") + last;
    }

    private static Map<String, Object> finding(PreviewProof.Finding finding) {
        return Map.of(
                "severity", word(finding.problem().severity()),
                "place", finding.problem().at().toString(),
                "message", finding.problem().message(),
                "hint", finding.problem().hint(),
                "rule", finding.problem().rule(),
                "excerpt", finding.excerpt());
    }

    private static void inbox(Map<String, Object> values, FrontMatter front, PreviewMail mail) {
        values.put(
                "from",
                front.from().name().isEmpty()
                        ? front.from().address()
                        : front.from().name());
        values.put("address", front.from().address());
        values.put("to", mail.recipient().to().toString());
        values.put("subject", mail.mailing().subject(mail.recipient()));
        values.put("snippet", snippet(mail.mailing().html(mail.recipient())));
    }

    /** As lists of messages show it: the first words of the body, hidden ones included. */
    static String snippet(String html) {
        String text = Jsoup.parse(html)
                .body()
                .text()
                .replaceAll("[\\s\\u2007\\u034f\\u00a0]+", " ")
                .strip();
        return text.length() <= SNIPPET ? text : text.substring(0, SNIPPET).strip() + "…";
    }

    private static void weight(Map<String, Object> values, PreviewMail mail) {
        int html = mail.mailing().html(mail.recipient()).getBytes(StandardCharsets.UTF_8).length;
        Weight whole = Weight.of(mail.mailing());
        values.put("htmlBytes", Math.min(html, CLIPPED));
        values.put("htmlSize", kilobytes(html));
        values.put("clipped", html >= CLIPPED);
        values.put("close", html >= CLOSE && html < CLIPPED);
        values.put("messageSize", kilobytes(mail.message().length));
        values.put("pictureSize", kilobytes(whole.pictures()));
        values.put("hasPictures", whole.pictures() > 0);
        values.put(
                "attachments",
                mail.mailing().attachments().entrySet().stream()
                        .map(file -> Map.of("name", file.getKey(), "size", kilobytes(file.getValue().length)))
                        .toList());
    }

    private static String kilobytes(int bytes) {
        return String.format(Locale.ROOT, bytes < 10_000 ? "%.1f kB" : "%,.0f kB", bytes / 1000.0);
    }

    private void controls(Map<String, Object> values, PreviewChoice choice, FrontMatter front, PreviewMail mail) {
        values.put("widths", radios(Width.values(), choice.width(), Map.of(Width.BOTH, "Both")));
        values.put("looks", radios(Look.values(), choice.look(), Map.of()));
        values.put("width", word(choice.width()));
        values.put("look", word(choice.look()));
        values.put("withImages", choice.images());
        values.put("reader", choice.reader());
        values.put("trouble", mail.chosen().trouble());
        values.put("offered", readers.offered());
        values.put("sample", mail.chosen().recipient().to().name());
        values.put("locales", locales(choice, mail));
        values.put("hasTopics", !front.topics().isEmpty());
        values.put(
                "topics",
                front.topics().entrySet().stream()
                        .map(topic -> Map.of(
                                "key", topic.getKey(),
                                "title", topic.getValue(),
                                "on", !mail.recipient().optedOut().contains(topic.getKey())))
                        .toList());
        values.put("emptyMail", mail.mailing().isEmptyFor(mail.recipient().optedOut()));
    }

    private static List<Map<String, Object>> locales(PreviewChoice choice, PreviewMail mail) {
        String own = mail.chosen().locale();
        List<Map<String, Object>> all = new ArrayList<>();
        String theirs = own.isEmpty() ? "The edition’s" : "The reader’s (" + own + ")";
        all.add(Map.of("tag", "", "label", theirs, "on", choice.locale().isEmpty()));
        for (String tag : Mailings.languages()) {
            String label = Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH);
            all.add(Map.of("tag", tag, "label", label, "on", tag.equals(choice.locale())));
        }
        return all;
    }

    private static <E extends Enum<E>> List<Map<String, Object>> radios(E[] all, E chosen, Map<E, String> labels) {
        return Arrays.stream(all)
                .map(one -> Map.<String, Object>of(
                        "value", word(one), "label", labels.getOrDefault(one, capital(one)), "on", one == chosen))
                .toList();
    }

    private static List<Map<String, Object>> tabs(PreviewChoice choice) {
        Function<View, Map<String, Object>> tab = view ->
                Map.of("label", capital(view), "query", choice.with(view).query(), "here", view == choice.view());
        return Arrays.stream(View.values()).map(tab).toList();
    }

    private static String capital(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static void view(Map<String, Object> values, PreviewProof proof, PreviewChoice choice, PreviewMail mail) {
        switch (choice.view()) {
            case MAIL -> {
                values.put("isMail", true);
                values.put("frames", frames(proof, choice));
                long remote = PreviewFrame.remotePictures(mail.html());
                values.put("remote", remote);
                values.put("hasRemote", remote > 0);
                values.put("oneRemote", remote == 1);
            }
            case TEXT -> values.put("text", mail.mailing().text(mail.recipient()));
            case HEADERS -> {
                values.put("isHeaders", true);
                values.put("fields", new RawMessage(mail.message()).fields());
            }
            case SOURCE -> values.put("source", new RawMessage(mail.message()).text());
        }
    }

    private static List<Map<String, Object>> frames(PreviewProof proof, PreviewChoice choice) {
        String url = "mail?" + choice.query() + "&v=" + proof.version();
        List<Map<String, Object>> frames = new ArrayList<>();
        if (choice.width() != Width.PHONE) {
            frames.add(Map.of("id", "desktop", "label", "Desktop", "url", url));
        }
        if (choice.width() != Width.DESKTOP) {
            frames.add(Map.of("id", "phone", "label", "Phone, 375 px", "url", url));
        }
        return frames;
    }
}
