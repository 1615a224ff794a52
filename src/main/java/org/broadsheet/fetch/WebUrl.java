package org.broadsheet.fetch;

import de.malkusch.whoisServerList.publicSuffixList.PublicSuffixList;
import de.malkusch.whoisServerList.publicSuffixList.PublicSuffixListFactory;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https URL, taken apart as browsers do (the URL standard of the WHATWG), which is laxer than RFC 3986.
 *
 * @param host in lower-case ASCII, without a dot at its end; that of an address is its usual form
 * @param address the one that the host spells out, in whatever way; null for a name
 * @param port 0 where none is given
 * @param rest path, query and fragment as written
 */
public record WebUrl(String scheme, String host, @Nullable InetAddress address, int port, String rest) {
    private static final Pattern FORM = Pattern.compile("(?is)(https?)://([^/?#\\\\]*)(.*)");
    private static final Pattern AUTHORITY = Pattern.compile("(.*?)(?::(\\d{0,9}))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    /** Empty when it is none, or its host is none that there can be. */
    public static Optional<WebUrl> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String authority = matcher.group(2);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        Matcher port = AUTHORITY.matcher(hostAndPort);
        if (!port.matches() || isNoPort(port.group(2))) {
            return Optional.empty();
        }
        int number = port.group(2) == null || port.group(2).isEmpty() ? 0 : Integer.parseInt(port.group(2));
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        return host(port.group(1), scheme, number, matcher.group(3));
    }

    /** The form under which two URLs of one page compare equal, whatever they are. */
    public static String key(String url) {
        String plain = Tracking.without(url).replaceFirst("#$", "");
        return parse(plain)
                .map(parsed ->
                        parsed.site() + ":" + parsed.port() + parsed.rest().replaceFirst("/+(?=$|[?#])", ""))
                .orElse(plain.toLowerCase(Locale.ROOT));
    }

    private static boolean isNoPort(@Nullable String port) {
        return port != null && !port.isEmpty() && (Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0);
    }

    private static Optional<WebUrl> host(String written, String scheme, int port, String rest) {
        if (written.startsWith("[")) {
            return literal(written).map(address -> new WebUrl(scheme, written, address, port, rest));
        }
        String name = ascii(written);
        if (name == null) {
            return Optional.empty();
        }
        String[] labels = name.split("\\.", -1);
        if (labels[labels.length - 1].matches("\\d+|0x[0-9a-f]*")) {
            return numbers(labels).map(address -> new WebUrl(scheme, address.getHostAddress(), address, port, rest));
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new WebUrl(scheme, name, null, port, rest));
    }

    /** Percent escapes, full-width letters and dots, capitals: all of them are the same host to a browser. */
    private static @Nullable String ascii(String written) {
        try {
            String plain = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
            String folded = Normalizer.normalize(plain, Normalizer.Form.NFKC)
                    .replaceAll("[\u3002\uff0e\uff61]", ".")
                    .replaceAll("[\u00ad\u200b\u2060\ufeff]", "");
            String name = IDN.toASCII(folded, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }

    private static Optional<InetAddress> literal(String bracketed) {
        if (!bracketed.matches("\\[[0-9A-Fa-f:.]+\\]")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bracketed)); // a literal is not looked up
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    /** {@code 127.1}, {@code 0x7f000001}, {@code 2130706433}: the last number fills what is left of four octets. */
    private static Optional<InetAddress> numbers(String... labels) {
        if (labels.length > 4) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < labels.length; i++) {
            long part = number(labels[i]);
            int octets = i < labels.length - 1 ? 1 : 5 - labels.length;
            if (part < 0 || part >= 1L << (8 * octets)) {
                return Optional.empty();
            }
            value = (value << (8 * octets)) | part;
        }
        byte[] octets = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException notFourOctets) {
            return Optional.empty();
        }
    }

    private static long number(String label) {
        try {
            if (label.startsWith("0x")) {
                return label.length() == 2 ? 0 : Long.parseLong(label.substring(2), 16);
            }
            return label.startsWith("0") && label.length() > 1 ? Long.parseLong(label, 8) : Long.parseLong(label);
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }

    /** As it would be written. */
    public String text() {
        return scheme + "://" + host + (port == 0 ? "" : ":" + port) + rest;
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** The host without {@code www.}, by which two pages are of one site. */
    public String site() {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /** The part of the host that somebody registered, by the Public Suffix List; the host where nobody could. */
    public String domain() {
        if (address != null) {
            return host;
        }
        String registered = Registries.LIST.getRegistrableDomain(host);
        return registered == null ? host : registered;
    }

    /** Read when it is first asked for. */
    private static final class Registries {
        static final PublicSuffixList LIST = new PublicSuffixListFactory().build();
    }
}
