package io.lodestar.server.peers;

import io.lodestar.server.config.MemberList;
import io.lodestar.server.config.PeerKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.peers.ListedServer.Standing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the other name servers. Thread-safe; reads take published values. */
public final class Peers {
    private final MemberList members;
    private final long intervalMillis;
    private final Map<String, MemberList> units;
    /** What was found last, by address. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Knows whom the settings name, and nothing of them yet. */
    public Peers(Settings settings) {
        this.members = settings.get(PeerKeys.MEMBERS_OF_ALL);
        this.intervalMillis = settings.get(PeerKeys.COMPARE_INTERVAL_MILLIS);
        this.units = settings.get(PeerKeys.UNITS).units();
    }

    /** What was found of one of them. */
    record Known(Standing standing, PeerState state) {}

    /** Returns each name server that this one is compared with, in the order of their list. */
    public List<PeerState> states() {
        return members.addresses().stream()
                .map(address -> known.getOrDefault(address, unasked(address)))
                .filter(each -> each.standing != Standing.SELF)
                .map(Known::state)
                .toList();
    }

    /** Returns all name servers in the order of their list; none when none are configured. */
    public List<ListedServer> members() {
        return listed(members);
    }

    /** Returns the name servers of a unit in the order of its list; empty when the unit has none of its own. */
    public Optional<List<ListedServer>> members(String unit) {
        return Optional.ofNullable(units.get(unit)).map(this::listed);
    }

    private List<ListedServer> listed(MemberList list) {
        return list.addresses().stream()
                .map(address -> new ListedServer(address, known.getOrDefault(address, unasked(address)).standing))
                .toList();
    }

    private static Known unasked(String address) {
        return new Known(Standing.UNKNOWN, PeerState.unasked(address));
    }

    long intervalMillis() {
        return intervalMillis;
    }

    /** Returns the addresses of all lists. */
    Set<String> addresses() {
        var all = new LinkedHashSet<>(members.addresses());
        units.values().forEach(unit -> all.addAll(unit.addresses()));
        return all;
    }

    /** Returns whether this server is to be compared with the one at an address. */
    boolean isCompared(String address) {
        return members.addresses().contains(address);
    }

    void publish(String address, Known found) {
        known.put(address, found);
    }
}
