package org.broadsheet.check;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * What is dangerous in a message, found by reading it as a mail program would, with parsers that had no part in writing it. It
 * knows nothing of how a mailing is made, only what a harmless one of the same template holds.
 */
final class SafeMail {
    private static final Set<String> FIELDS = Set.of(
            "date",
            "message-id",
            "to",
            "subject",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "from",
            "reply-to",
            "list-id",
            "list-archive",
            "auto-submitted",
            "feedback-id",
            "content-language",
            "mime-version",
            "content-type");
    private static final Set<String> PART_FIELDS = Set.of(
            "content-type", "content-transfer-encoding", "content-id", "content-disposition", "content-description");
    private static final Set<String> CALENDAR = Set.of(
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "METHOD",
            "UID",
            "DTSTAMP",
            "ORGANIZER",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "LOCATION",
            "DESCRIPTION",
            "URL",
            "TRANSP");
    private static final Set<String> ACTIVE = Set.of(
            "script",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "input",
            "button",
            "select",
            "textarea",
            "link",
            "base",
            "svg",
            "math",
            "video",
            "audio",
            "source",
            "template",
            "noscript",
            "marquee",
            "isindex",
            "portal",
            "dialog",
            "plaintext",
            "xmp",
            "listing",
            "slot");
    private static final Set<String> ADDRESSES = Set.of(
            "href",
            "src",
            "xlink:href",
            "action",
            "formaction",
            "background",
            "poster",
            "cite",
            "data",
            "longdesc",
            "usemap",
            "ping",
            "srcset",
            "codebase",
            "classid",
            "profile",
            "manifest",
            "dynsrc",
            "lowsrc",
            "archive");
    private static final Pattern SCHEME = Pattern.compile("(https?:|mailto:|cid:|#).*");
    private static final Pattern BAD_CSS = Pattern.compile(
            "expression|behavior|binding|javascript|vbscript|url\\(|@import|</|position:fixed|data:", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-9a-fA-F]{1,6})\\s?");

    /** Controls, and what turns the direction of words or hides them. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\u200b\\ufeff]");

    private final List<String> faults = new ArrayList<>();
    private final Set<String> knownComments;
    private final Set<String> knownMeta;

    private SafeMail(Set<String> knownComments, Set<String> knownMeta) {
        this.knownComments = knownComments;
        this.knownMeta = knownMeta;
    }

    /**
     * @param harmless a message of the same template, whose comments and meta elements may occur
     * @return what is wrong with it; empty when it is safe
     */
    static List<String> faults(byte[] message, byte[] harmless) {
        Document known = Jsoup.parse(htmlOf(harmless));
        SafeMail mail =
                new SafeMail(comments(known), new HashSet<>(known.select("meta").eachAttr("name")));
        mail.bytes(message);
        try {
            MimeMessage read = parsed(message);
            mail.header(read);
            mail.part(read, "");
        } catch (MessagingException | IOException e) {
            mail.faults.add("no parser of mail understands it: " + e);
        }
        return mail.faults;
    }

    private static MimeMessage parsed(byte[] message) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    }

    private static String htmlOf(byte[] message) {
        try {
            return html(parsed(message));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String html(Part part) throws MessagingException, IOException {
        StringBuilder found = new StringBuilder();
        if (part.getContent() instanceof MimeMultipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                found.append(html(parts.getBodyPart(i)));
            }
        } else if (part.isMimeType("text/html")) {
            found.append(part.getContent());
        }
        return found.toString();
    }

    private void bytes(byte[] message) {
        String raw = new String(message, StandardCharsets.ISO_8859_1);
        if (raw.indexOf('\0') >= 0) {
            faults.add("a NUL");
        }
        if (Pattern.compile("\r(?!\n)|(?<!\r)\n").matcher(raw).find()) {
            faults.add("a line that does not end in CR LF"); // RFC 5321 §2.3.8
        }
        if (raw.lines().anyMatch(line -> line.length() > 998)) {
            faults.add("a line of more than 998 octets"); // RFC 5322 §2.1.1
        }
        Set<String> seen = new HashSet<>();
        for (String line :
                raw.substring(0, Math.max(0, raw.indexOf("\r\n\r\n"))).split("\r\n")) {
            String name = line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
            if (!line.startsWith(" ") && !line.startsWith("\t") && !(FIELDS.contains(name) && seen.add(name))) {
                faults.add("a header field that nobody meant: " + line);
            }
        }
    }

    private void header(MimeMessage message) throws MessagingException, IOException {
        for (Header field : Collections.list(message.getAllHeaders())) {
            value(field);
        }
        for (String one : List.of("From", "To", "Reply-To")) {
            String addresses = String.valueOf(message.getHeader(one, ","));
            if (message.getHeader(one) == null || InternetAddress.parseHeader(addresses, true).length != 1) {
                faults.add(one + " has not one address: " + addresses);
            }
        }
    }

    private void value(Header field) throws IOException {
        byte[] octets = field.getValue().getBytes(StandardCharsets.ISO_8859_1);
        String value = MimeUtility.decodeText(MimeUtility.unfold(new String(octets, StandardCharsets.UTF_8)));
        if (UNSEEN.matcher(value).find()) {
            faults.add("a control or an override in " + field.getName());
        }
        if (field.getName().startsWith("List-") && value.contains("://")) {
            url(field.getName(), value.replaceFirst("^.*?<", "").replaceFirst(">$", ""));
        }
    }

    private void part(Part part, String inside) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof MimeMultipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                for (Header field : Collections.list(inner.getAllHeaders())) {
                    value(field);
                    if (!PART_FIELDS.contains(field.getName().toLowerCase(Locale.ROOT))) {
                        faults.add("a field of a part that nobody meant: " + field.getName());
                    }
                }
                part(inner, part.getContentType());
            }
        } else if (part.isMimeType("text/html")) {
            text((String) content);
            page(Jsoup.parse((String) content));
        } else if (part.isMimeType("text/plain")) {
            text((String) content);
        } else if (part.isMimeType("text/calendar")) {
            calendar(new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } else if (!part.isMimeType("image/png") && !part.isMimeType("image/jpeg")) {
            faults.add("a part of a kind that nobody meant: " + part.getContentType() + " in " + inside);
        }
    }

    private void text(String text) {
        if (Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]")
                .matcher(text)
                .find()) {
            faults.add("a control character in a part");
        }
    }

    private void calendar(String file) {
        String unfolded = file.replaceAll("\r\n[ \t]", "");
        for (String line : unfolded.split("\r\n")) {
            if (!CALENDAR.contains(line.replaceFirst("[:;].*", ""))) {
                faults.add("a property of a calendar that nobody meant: " + line);
            }
            if (line.startsWith("URL:")) {
                url("the calendar", line.substring(4));
            }
        }
        if (unfolded.split("BEGIN:", -1).length != 3
                || UNSEEN.matcher(unfolded.replace("\r\n", "")).find()) {
            faults.add("a calendar with other things in it");
        }
    }

    private void page(Document page) {
        List<String> targets = page.select("a[href]").eachAttr("href");
        if (targets.isEmpty() || !targets.get(targets.size() - 1).contains("://")) {
            faults.add("the footer is not the last of it");
        }
        if (page.select("html").size() != 1
                || page.select("body").size() != 1
                || page.select("h1").size() != 1) {
            faults.add("a page in the page");
        }
        comments(page).stream()
                .filter(comment -> !knownComments.contains(comment))
                .forEach(comment -> faults.add("a comment that mail programs may act on: " + comment));
        page.getAllElements().forEach(this::element);
    }

    private void element(Element element) {
        String name = element.normalName();
        if (ACTIVE.contains(name) || (name.contains(":") && !name.startsWith("o:")) || name.startsWith("?")) {
            faults.add("an active element: " + name);
        }
        if (name.equals("meta") && element.hasAttr("name") && !knownMeta.contains(element.attr("name"))
                || element.hasAttr("http-equiv")) {
            faults.add("a meta element that nobody meant");
        }
        if (name.equals("style") && element.closest("head") == null) {
            faults.add("a style element in the body");
        }
        if (name.equals("style")) {
            css(element.data());
        }
        element.attributes().forEach(attribute -> attribute(element, attribute));
    }

    private void attribute(Element element, Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue();
        if (name.startsWith("on") || name.equals("srcdoc") || !name.matches("[a-z:-]+")) {
            faults.add("an attribute that acts: " + name + " of " + element.normalName());
        }
        if (name.equals("style")) {
            css(value);
        }
        if (ADDRESSES.contains(name)) {
            url(name + " of " + element.normalName(), value);
        }
        if (name.equals("href") && element.hasClass("preheader")) {
            faults.add("a hidden link");
        }
    }

    /** Browsers drop white space and control characters from a URL before they look at its scheme. */
    private void url(String where, String value) {
        String read = value.replaceAll("[\\p{Cntrl}\\p{Z}\\s\\u200b-\\u200f\\ufeff\\u00ad]", "")
                .toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(read).matches() || read.replaceAll("[?#].*", "").contains("javascript:")) {
            faults.add("a dangerous URL in " + where + ": " + value);
        }
        if (read.startsWith("mailto:") && read.replaceAll("[?&]body=[^&]*", "").matches(".*(%0d|%0a).*")) {
            faults.add("a line break in an address: " + value);
        }
        if (where.startsWith("src") && read.startsWith("cid:") && !read.endsWith("@bits.example")) {
            faults.add("a picture that is not in the mail: " + value);
        }
    }

    private void css(String css) {
        String read = ESCAPED.matcher(css)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Character.toString(Math.min(Integer.parseInt(found.group(1), 16), Character.MAX_CODE_POINT))))
                .replaceAll("/\\*.*?\\*/|\\s", "")
                .toLowerCase(Locale.ROOT);
        Matcher bad = BAD_CSS.matcher(read);
        if (bad.find()) {
            faults.add("a style that acts: " + bad.group());
        }
    }

    private static Set<String> comments(Node node) {
        Set<String> found = new HashSet<>();
        node.nodeStream()
                .filter(Comment.class::isInstance)
                .forEach(comment -> found.add(((Comment) comment).getData()));
        return found;
    }
}
