package io.lodestar.registry;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The brokers that share a name: a master and its slaves. Immutable.
 *
 * @param cluster the cluster that has the name; no broker of another one gets in while a member is left (decision 7)
 * @param members the brokers by id; ids below 0 are candidates in an election
 * @param zone where the group stands; empty when it does not say
 * @param actingMaster whether a slave stands in for a lost master
 * @param drained whether its write permission is withheld (protocol 3.7)
 */
public record BrokerGroup(
        String name,
        String cluster,
        SortedMap<Long, Member> members,
        String zone,
        boolean actingMaster,
        boolean drained) {
    public BrokerGroup {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    static BrokerGroup empty(String name, String cluster) {
        return new BrokerGroup(name, cluster, new TreeMap<>(), "", false, false);
    }

    /** Returns the master, unless there is none now. */
    public Optional<Member> master() {
        return Optional.ofNullable(members.get(Member.MASTER));
    }

    /** Returns the member with the smallest id, candidates aside, unless there is none. */
    public Optional<Member> smallest() {
        return members.tailMap(Member.MASTER).values().stream().findFirst();
    }

    /** Returns whether a broker stands here under this id and at this address. */
    boolean has(long brokerId, String address) {
        var member = members.get(brokerId);
        return member != null && member.address().equals(address);
    }

    /**
     * Returns the queues as they are answered: nobody may write to a group that is drained or has no master. What was registered stays
     * untouched, so the answer heals by itself.
     */
    public Queues answered(Queues registered) {
        return drained || !members.containsKey(Member.MASTER) ? registered.readOnly() : registered;
    }

    /** Returns this group as the members given. */
    BrokerGroup withMembers(SortedMap<Long, Member> now) {
        return new BrokerGroup(name, cluster, now, zone, actingMaster, drained);
    }

    BrokerGroup withDrained(boolean now) {
        return now == drained ? this : new BrokerGroup(name, cluster, members, zone, actingMaster, now);
    }

    /** Returns this group after a broker of it joined or registered anew. */
    BrokerGroup with(Member member, Registration registration) {
        var allMembers = new TreeMap<>(members);
        allMembers.values().removeIf(known -> known.address().equals(member.address()));
        allMembers.put(member.brokerId(), member);
        boolean acting = registration.actingMaster() == ActingMaster.ENABLED;
        return new BrokerGroup(name, registration.broker().cluster(), allMembers, registration.zone(), acting, drained);
    }
}
