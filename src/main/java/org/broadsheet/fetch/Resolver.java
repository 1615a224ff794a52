package org.broadsheet.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns the name of a host into its addresses. */
@FunctionalInterface
public interface Resolver {
    /** As this machine is set up. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;
}
