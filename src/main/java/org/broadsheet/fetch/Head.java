package org.broadsheet.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The status and the fields of an answer.
 *
 * @param fields as sent: {@code Name: value}
 */
public record Head(int status, List<String> fields) {
    private static final int MOST = 64 * 1024;
    private static final int MOST_INTERIM = 5;
    private static final Pattern FIRST = Pattern.compile("HTTP/\\d\\.\\d [1-9]\\d\\d(?: .*)?");

    /** The first of that name, without white space around it. */
    public Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(field -> field.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** Where the answer sends whoever asked; empty when it does not. */
    public Optional<String> redirect() {
        boolean leads = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return leads ? field("location") : Optional.empty(); // RFC 9110 §15.4
    }

    public boolean isForGood() {
        return status == 301 || status == 308;
    }

    static Head read(InputStream in) throws IOException {
        Head head = one(in);
        for (int i = 0; head.status < 200 && i < MOST_INTERIM; i++) {
            head = one(in); // RFC 9110 §15.2: the answer itself comes later
        }
        return head;
    }

    private static Head one(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean ended = false;
        for (int count = 0; !ended; count++) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            if (count == MOST) {
                throw new IOException("the server sends more than " + MOST / 1024 + " kB of header");
            }
            if (octet != '\n') {
                line.append((char) octet);
                continue;
            }
            ended = line.toString().isBlank();
            lines.add(line.toString().strip());
            line.setLength(0);
        }
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (!FIRST.matcher(first).matches()) {
            throw new IOException("the server does not speak HTTP");
        }
        return new Head(Integer.parseInt(first.substring(9, 12)), List.copyOf(lines.subList(1, lines.size())));
    }
}
