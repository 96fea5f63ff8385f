package io.lodestar.server.web;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.http.Caller;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.insight.Readiness;
import io.lodestar.server.peers.ListedServer;
import io.lodestar.server.peers.ListedServer.Standing;
import io.lodestar.server.peers.Peers;
import io.lodestar.transport.Addresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The address service that Apache's programs poll (protocol 10.4): which name servers there are. For everybody, and in plain text too, as those programs
 * know nothing else.
 *
 * <p>Who gets another status than 200 keeps the servers that it has. Clients of 4.9.7 and 5.5.0 do so with an empty list, too; others might take it
 * for what it says. So a list without a server is a 503.
 */
final class AddressService implements Pages {
    private static final String GROUP = "nsaddr";
    private static final String GROUP_FOR_BROKERS = "nsaddr4broker";

    private final Peers peers;
    private final Readiness readiness;
    private final Configuration configuration;
    private final InetSocketAddress own;

    AddressService(Peers peers, Readiness readiness, Configuration configuration, InetSocketAddress own) {
        this.peers = peers;
        this.readiness = readiness;
        this.configuration = configuration;
        this.own = own;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.addAtOnce(Method.GET, "/rocketmq/{group}", this::addresses);
    }

    private Reply addresses(Request request) {
        var group = request.captured("group");
        boolean forBrokers = isOrUnitOf(GROUP_FOR_BROKERS, group);
        if (!forBrokers && !isOrUnitOf(GROUP, group)) {
            throw new Problem(404, "the lists of name servers are /rocketmq/nsaddr and /rocketmq/nsaddr-UNIT");
        }
        int dash = group.indexOf('-');
        var members = dash < 0 ? peers.members() : membersOf(group.substring(dash + 1));
        var listed = members.isEmpty() && dash < 0 ? ownOf(request.caller(), forBrokers) : of(members, forBrokers);
        if (listed.isEmpty()) {
            throw new Problem(503, "no name server of this list is ready: keep those that you know");
        }
        return Reply.text(200, listed);
    }

    private static boolean isOrUnitOf(String name, String group) {
        return group.equals(name) || group.startsWith(name + "-");
    }

    private List<ListedServer> membersOf(String unit) {
        return peers.members(unit)
                .orElseThrow(() -> new Problem(404, "no unit of this name has name servers: see nameServerUnits"));
    }

    private String of(List<ListedServer> members, boolean forBrokers) {
        return members.stream()
                .filter(member -> isListed(member.standing(), forBrokers))
                .map(ListedServer::address)
                .collect(Collectors.joining(";"));
    }

    /** A server that is not ready may wait for brokers: those must find it. */
    private boolean isListed(Standing standing, boolean forBrokers) {
        return switch (standing) {
            case SELF -> !readiness.isLeaving() && (forBrokers || readiness.isReady(configuration.current()));
            case READY, UNKNOWN -> true;
            case NOT_READY -> forBrokers;
            case UNREACHABLE -> false;
        };
    }

    /** Whoever reached this server by an address of its host reaches the name server by the same. */
    private String ownOf(Caller caller, boolean forBrokers) {
        if (!isListed(Standing.SELF, forBrokers)) {
            return "";
        }
        return Optional.of(own)
                .filter(bound -> !bound.getAddress().isAnyLocalAddress())
                .map(Addresses::text)
                .orElseGet(() ->
                        Addresses.text(new InetSocketAddress(caller.ownAddress().getAddress(), own.getPort())));
    }
}
