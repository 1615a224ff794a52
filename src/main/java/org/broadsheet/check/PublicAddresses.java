package org.broadsheet.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which network addresses belong to the public internet: those that neither a registry nor a standard keeps back. */
final class PublicAddresses {
    // RFC 6890 and the registries of special-purpose addresses that it set up, multicast and reserved space.
    private static final List<Block> KEPT_V4 = List.of(
            Block.v4(0, 0, 0, 8),
            Block.v4(10, 0, 0, 8),
            Block.v4(100, 64, 0, 10),
            Block.v4(127, 0, 0, 8),
            Block.v4(169, 254, 0, 16),
            Block.v4(172, 16, 0, 12),
            Block.v4(192, 0, 0, 24),
            Block.v4(192, 0, 2, 24),
            Block.v4(192, 88, 99, 24),
            Block.v4(192, 168, 0, 16),
            Block.v4(198, 18, 0, 15),
            Block.v4(198, 51, 100, 24),
            Block.v4(203, 0, 113, 24),
            Block.v4(224, 0, 0, 3)); // multicast, reserved, broadcast

    private static final Block GLOBAL_V6 = new Block(new int[] {0x20}, 3); // 2000::/3
    private static final List<Block> KEPT_V6 = List.of(
            new Block(new int[] {0x20, 0x01, 0x00}, 23), // 2001::/23, Teredo among them
            new Block(new int[] {0x20, 0x01, 0x0d, 0xb8}, 32), // documentation
            new Block(new int[] {0x20, 0x02}, 16), // 6to4, which holds IPv4 addresses of any kind
            new Block(new int[] {0x3f, 0xff, 0x00}, 20)); // documentation

    private PublicAddresses() {}

    private record Block(int[] start, int bits) {
        static Block v4(int a, int b, int c, int bits) {
            return new Block(new int[] {a, b, c}, bits);
        }

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

    static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return KEPT_V4.stream().noneMatch(block -> block.holds(octets));
        }
        return GLOBAL_V6.holds(octets) && KEPT_V6.stream().noneMatch(block -> block.holds(octets));
    }
}
