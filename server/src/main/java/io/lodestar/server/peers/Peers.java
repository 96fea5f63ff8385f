package io.lodestar.server.peers;

import io.lodestar.server.config.MemberList;
import io.lodestar.server.config.PeerKeys;
import io.lodestar.server.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the other name servers. Thread-safe; reads take published values. */
public final class Peers {
    private final MemberList members;
    private final Map<String, MemberList> units;
    private volatile Map<String, PeerState> states;

    /** Knows whom the settings name, and nothing of them yet. */
    public Peers(Settings settings) {
        this.members = settings.get(PeerKeys.MEMBERS_OF_ALL);
        this.units = settings.get(PeerKeys.UNITS).units();
        var unasked = new LinkedHashMap<String, PeerState>();
        members.addresses().forEach(address -> unasked.put(address, PeerState.unasked(address)));
        this.states = Map.copyOf(unasked);
    }

    /** Returns each name server that this one is compared with, in the order of their list. */
    public List<PeerState> states() {
        var known = states;
        return members.addresses().stream()
                .flatMap(address -> Optional.ofNullable(known.get(address)).stream())
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
                .map(address -> new ListedServer(address, ListedServer.Standing.UNKNOWN))
                .toList();
    }
}
