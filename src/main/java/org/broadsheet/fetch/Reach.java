package org.broadsheet.fetch;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which machines may be connected to. Asked about the address that the connection goes to, whatever its name was. */
@FunctionalInterface
public interface Reach {
    /** The public internet and nothing else. */
    Reach PUBLIC = (host, address) -> PublicAddresses.isPublic(address);

    /** @param host by which the address was found, in lower case */
    boolean allows(String host, InetAddress address);

    /** The public internet, and what somebody who runs this machine has named besides. */
    static Reach publicAnd(List<String> allowed) {
        Set<String> names = new HashSet<>();
        List<AddressBlock> blocks = new ArrayList<>();
        for (String entry : allowed) {
            Optional<AddressBlock> block = AddressBlock.parse(entry);
            block.ifPresentOrElse(blocks::add, () -> names.add(entry.toLowerCase(Locale.ROOT)));
        }
        return (host, address) -> PublicAddresses.isPublic(address)
                || names.contains(host)
                || blocks.stream()
                        .anyMatch(block -> block.start().length == address.getAddress().length
                                && block.holds(address.getAddress()));
    }

    /** Whether the text is the name of a host, an address, or a range of addresses such as {@code 10.0.0.0/8}. */
    static boolean isEntry(String text) {
        return AddressBlock.parse(text).isPresent()
                || WebUrl.parse("http://" + text)
                        .filter(url -> url.host().equalsIgnoreCase(text))
                        .isPresent();
    }
}
