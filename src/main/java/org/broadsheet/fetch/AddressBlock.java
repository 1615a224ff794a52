package org.broadsheet.fetch;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All addresses of one family that begin with the same bits: {@code 10.0.0.0/8}, {@code ::1}. */
record AddressBlock(byte[] start, int bits) {
    static AddressBlock of(int bits, int... start) {
        byte[] octets = new byte[start.length];
        for (int i = 0; i < start.length; i++) {
            octets[i] = (byte) start[i];
        }
        return new AddressBlock(octets, bits);
    }

    /** Empty when the text is none; a name is never looked up. */
    static Optional<AddressBlock> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        String host = parts[0].indexOf(':') >= 0 ? "[" + parts[0].replaceAll("[\\[\\]]", "") + "]" : parts[0];
        return WebUrl.parse("http://" + host)
                .flatMap(url -> Optional.ofNullable(url.address()))
                .flatMap(address -> of(address, parts.length == 1 ? null : parts[1]));
    }

    private static Optional<AddressBlock> of(InetAddress address, @Nullable String length) {
        byte[] octets = address.getAddress();
        int most = octets.length * 8;
        if (length == null) {
            return Optional.of(new AddressBlock(octets, most));
        }
        return length.matches("\\d{1,3}") && Integer.parseInt(length) <= most
                ? Optional.of(new AddressBlock(octets, Integer.parseInt(length)))
                : Optional.empty();
    }

    /** @param address of the same family */
    boolean holds(byte[] address) {
        for (int bit = 0; bit < bits; bit++) {
            int octet = bit / 8;
            int wanted = octet < start.length ? start[octet] : 0;
            int mask = 0x80 >> (bit % 8);
            if ((wanted & mask) != (address[octet] & mask)) {
                return false;
            }
        }
        return true;
    }
}
