package org.broadsheet.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which network addresses belong to the public internet: those that neither a registry nor a standard keeps back. */
public final class PublicAddresses {
    // RFC 6890 and the registries of special-purpose addresses that it set up, multicast and reserved space.
    private static final List<AddressBlock> KEPT_V4 = List.of(
            AddressBlock.of(8, 0, 0, 0),
            AddressBlock.of(8, 10, 0, 0),
            AddressBlock.of(10, 100, 64, 0),
            AddressBlock.of(8, 127, 0, 0),
            AddressBlock.of(16, 169, 254, 0),
            AddressBlock.of(12, 172, 16, 0),
            AddressBlock.of(24, 192, 0, 0),
            AddressBlock.of(24, 192, 0, 2),
            AddressBlock.of(24, 192, 88, 99),
            AddressBlock.of(16, 192, 168, 0),
            AddressBlock.of(15, 198, 18, 0),
            AddressBlock.of(24, 198, 51, 100),
            AddressBlock.of(24, 203, 0, 113),
            AddressBlock.of(3, 224, 0, 0)); // multicast, reserved, broadcast

    private static final AddressBlock GLOBAL_V6 = AddressBlock.of(3, 0x20); // 2000::/3
    private static final List<AddressBlock> KEPT_V6 = List.of(
            AddressBlock.of(23, 0x20, 0x01, 0x00), // 2001::/23, Teredo among them
            AddressBlock.of(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            AddressBlock.of(16, 0x20, 0x02), // 6to4, which holds IPv4 addresses of any kind
            AddressBlock.of(20, 0x3f, 0xff, 0x00)); // documentation

    private PublicAddresses() {}

    public static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return KEPT_V4.stream().noneMatch(block -> block.holds(octets));
        }
        return GLOBAL_V6.holds(octets) && KEPT_V6.stream().noneMatch(block -> block.holds(octets));
    }
}
