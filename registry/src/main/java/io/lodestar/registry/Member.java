package io.lodestar.registry;

import java.util.List;

/**
 * One broker of a group, as it last registered.
 *
 * @param haAddress where slaves fetch from it; empty when it did not say
 * @param filterServers addresses of its filter servers, of which only 3.x and early 4.x brokers have any
 */
public record Member(long brokerId, String address, String haAddress, List<String> filterServers) {
    /** The broker id of a master. */
    public static final long MASTER = 0;

    public Member {
        filterServers = List.copyOf(filterServers);
    }
}
