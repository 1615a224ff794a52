package org.broadsheet.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whence requests come: ranges of network addresses, and what stands behind those that only pass requests on. */
public final class Networks {
    /** Nobody passes requests on. */
    public static final Networks NONE = new Networks(List.of());

    /** No names: nothing here may ask a name server. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int V6_NETWORK = 8; // bytes: what one subscriber of a provider has at least, RFC 6177 §2

    private final List<String> written;
    private final List<Range> ranges;

    private Networks(List<String> written) {
        this.written = List.copyOf(written);
        this.ranges = written.stream().map(Networks::range).toList();
    }

    private record Range(byte[] address, int bits) {
        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param ranges such as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code 127.0.0.1}
     * @throws IllegalArgumentException for what is none
     */
    public static Networks of(List<String> ranges) {
        return new Networks(ranges);
    }

    private static Range range(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] address = literal(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
        int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(text);
        }
        return new Range(address, bits);
    }

    private static Optional<byte[]> literal(String text) {
        String bare = text.strip().replaceAll("^\\[(.*)](:\\d+)?$", "$1");
        try {
            return LITERAL.matcher(bare).matches()
                    ? Optional.of(InetAddress.getByName(bare).getAddress())
                    : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * The address that the request comes from.
     *
     * @param peer who holds the connection
     * @param forwarded values of {@code X-Forwarded-For}, believed only from those who are trusted: each adds the one it got
     *     the request from at the end, and what stands before the first stranger is that stranger's invention
     */
    String client(String peer, List<String> forwarded) {
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            if (literal(hops.get(i)).isEmpty()) {
                return client;
            }
            client = hops.get(i);
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return literal(address)
                .filter(bytes -> ranges.stream().anyMatch(range -> range.has(bytes)))
                .isPresent();
    }

    /** What one customer of a provider has: an IPv4 address, or 64 bits of an IPv6 one. */
    static String network(String address) {
        byte[] bytes = literal(address).orElse(new byte[0]);
        if (bytes.length <= 4) {
            return address;
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, V6_NETWORK), bytes.length);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Networks networks && networks.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
