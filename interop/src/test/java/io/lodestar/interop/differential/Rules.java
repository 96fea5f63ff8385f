package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules behind {@link IntendedDifference}: each forgives one difference, as narrowly as it can be told. */
final class Rules {
    private static final int REGISTER_BROKER = 103;
    private static final int UNREGISTER_BROKER = 104;
    private static final int ROUTE = 105;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int CLUSTER_INFO = 106;
    private static final int SYSTEM_TOPICS = 304;
    private static final int UPDATE_CONFIG = 318;
    private static final int GET_CONFIG = 319;
    private static final int UNIT_TOPICS = 311;
    private static final int UNIT_SUB_TOPICS = 312;
    private static final int UNIT_SUB_UN_UNIT_TOPICS = 313;
    private static final int MEMBER_GROUP = 901;
    private static final int FIRST_WITH_STANDARD_JSON = 401;
    private static final int WRITE = 2;
    private static final int READ_WRITE = 6;
    private static final int READ = 4;
    private static final int UNIT = 1;
    private static final int UNIT_SUB = 2;

    private static final Pattern REASON = Pattern.compile("\nReason: [^\n]+\\.");

    private Rules() {}

    static boolean encoding(Exchange exchange) {
        if (exchange.request().style() != HeaderStyle.BINARY || !exchange.differs("encoding", "JSON", "BINARY")) {
            return false;
        }
        exchange.forgive("encoding");
        if (!exchange.apache().has("extFields")
                && exchange.ours().path("extFields").isEmpty()) {
            exchange.forgive("extFields");
        }
        return true;
    }

    static boolean zonedRouteDialect(Exchange exchange) {
        return exchange.isRequest(ROUTE)
                && Boolean.parseBoolean(exchange.request().field("__ZONE_MODE"))
                && readsStandardJson(exchange.request())
                && dialect(exchange);
    }

    static boolean listDialect(Exchange exchange) {
        return (exchange.isRequest(CLUSTER_INFO) || exchange.isRequest(MEMBER_GROUP))
                && readsStandardJson(exchange.request())
                && dialect(exchange);
    }

    private static boolean readsStandardJson(Request request) {
        return request.version() >= FIRST_WITH_STANDARD_JSON
                || Boolean.parseBoolean(request.field("acceptStandardJsonOnly"));
    }

    private static boolean dialect(Exchange exchange) {
        if (!exchange.differs("dialect", "legacy", "standard")) {
            return false;
        }
        exchange.forgive("dialect");
        return true;
    }

    static boolean exceptionRemark(Exchange exchange) {
        String theirs = exchange.apache().path("remark").asText();
        String ours = exchange.ours().path("remark").asText();
        if (!exchange.differs("code", "1", "1")
                || !theirs.contains("Exception")
                || ours.isBlank()
                || theirs.equals(ours)) {
            return false;
        }
        exchange.forgive("remark");
        return true;
    }

    static boolean absenceRemark(Exchange exchange) {
        String theirs = exchange.apache().path("remark").asText();
        String ours = exchange.ours().path("remark").asText();
        if (!exchange.isRequest(ROUTE)
                || !exchange.differs("code", "17", "17")
                || !ours.startsWith(theirs)
                || !REASON.matcher(ours.substring(theirs.length())).matches()) {
            return false;
        }
        exchange.forgive("remark");
        return true;
    }

    static boolean incompleteRegistration(Exchange exchange) {
        Map<String, String> fields = exchange.request().fields().orElse(Map.of());
        boolean complete = fields.keySet().containsAll(Set.of("clusterName", "brokerName", "brokerAddr"))
                && !exchange.request().toString().contains("\"topicConfigTable\":null")
                && !exchange.request().toString().endsWith(" body null");
        if (complete || !exchange.isRequest(REGISTER_BROKER) || !exchange.differs("code", "0", "1")) {
            return false;
        }
        Stream.of("code", "remark", "extFields", "body", "dialect").forEach(exchange::forgive);
        return true;
    }

    static boolean refusal(Exchange exchange) {
        boolean told = exchange.isRequest(REGISTER_BROKER)
                && exchange.differs("code", "0", "1")
                && exchange.ours().path("remark").asText().contains(" belongs to ");
        if (told) {
            Stream.of("code", "remark", "extFields", "body", "dialect").forEach(exchange::forgive);
        }
        return told;
    }

    static boolean goodbye(Exchange exchange) {
        boolean told = exchange.isRequest(UNREGISTER_BROKER)
                && exchange.differs("code", "0", "0")
                && !exchange.apache().has("remark")
                && exchange.ours().path("remark").asText().startsWith("the broker ");
        if (told) {
            exchange.forgive("remark");
        }
        return told;
    }

    static boolean startSettings(Exchange exchange) {
        boolean told = exchange.isRequest(UPDATE_CONFIG)
                && exchange.differs("code", "0", "16")
                && exchange.ours().path("remark").asText().endsWith("edit the property file and restart");
        if (told) {
            Stream.of("code", "remark").forEach(exchange::forgive);
        }
        return told;
    }

    static boolean version(Exchange exchange) {
        Request request = exchange.request();
        String id = request.field("brokerId");
        BrokerKey asked = new BrokerKey(
                request.field("clusterName"),
                request.field("brokerName"),
                id.isEmpty() ? -1 : Long.parseLong(id),
                request.field("brokerAddr"));
        boolean told = exchange.isRequest(QUERY_DATA_VERSION)
                && exchange.apache().path("extFields").path("changed").asText().equals("false")
                && exchange.ours().path("extFields").path("changed").asText().equals("true")
                && !exchange.situation().ledger().isKnownInFull(asked);
        if (told) {
            exchange.forgive("extFields");
        }
        return told;
    }

    /** Lets our answer agree with what the original says to a caller who names no zone. */
    static boolean emptyZone(Exchange exchange) {
        Request request = exchange.request();
        boolean empty = exchange.isRequest(ROUTE)
                && Boolean.parseBoolean(request.field("__ZONE_MODE"))
                && exchange.differs("code", "0", "0")
                && Exchange.elements(exchange.apache(), "brokerDatas").isEmpty()
                && !Exchange.elements(exchange.ours(), "brokerDatas").isEmpty();
        if (empty) {
            Answer whole = exchange.situation().apache().ask(Cluster.LINE, request.without("__ZONE_MODE"));
            ObjectNode view = View.of(Outcome.of(whole), request);
            exchange.apache().set("body", view.get("body"));
            exchange.apache().set("dialect", view.get("dialect"));
        }
        return empty;
    }

    static boolean ownSettings(Exchange exchange) {
        if (!exchange.isRequest(GET_CONFIG) || !(exchange.ours().path("body") instanceof ObjectNode ours)) {
            return false;
        }
        JsonNode theirs = exchange.apache().path("body");
        return ours.properties().removeIf(setting -> !theirs.has(setting.getKey()));
    }

    static boolean systemTopicAddress(Exchange exchange) {
        String theirs = exchange.apache().path("body").path("brokerAddr").asText();
        String ours = exchange.ours().path("body").path("brokerAddr").asText();
        boolean known = exchange.isRequest(SYSTEM_TOPICS)
                && !theirs.isEmpty()
                && !theirs.equals(ours)
                && exchange.situation().cluster().groups().values().stream()
                        .anyMatch(group -> group.addresses().containsValue(ours));
        if (known) {
            ((ObjectNode) exchange.ours().path("body")).put("brokerAddr", theirs);
        }
        return known;
    }

    static boolean unitLists(Exchange exchange) {
        int code = exchange.request().code();
        if (code != UNIT_TOPICS && code != UNIT_SUB_TOPICS && code != UNIT_SUB_UN_UNIT_TOPICS) {
            return false;
        }
        Set<String> theirs = topicList(exchange.apache());
        Set<String> ours = topicList(exchange.ours());
        Set<String> inOne = new TreeSet<>(theirs);
        inOne.addAll(ours);
        inOne.removeIf(topic -> theirs.contains(topic) && ours.contains(topic));
        boolean explained = !inOne.isEmpty()
                && inOne.stream().allMatch(topic -> {
                    List<Boolean> verdicts = systemFlags(exchange.situation().apache(), topic).stream()
                            .map(flag -> isListed(code, flag))
                            .toList();
                    boolean mixed = verdicts.contains(true) && verdicts.contains(false);
                    return ours.contains(topic)
                            && (mixed || !exchange.situation().routesAreAnswered());
                });
        if (explained) {
            exchange.forgive("body");
        }
        return explained;
    }

    private static boolean isListed(int code, int flag) {
        boolean unit = (flag & UNIT) != 0;
        boolean unitSub = (flag & UNIT_SUB) != 0;
        return code == UNIT_TOPICS ? unit : code == UNIT_SUB_TOPICS ? unitSub : unitSub && !unit;
    }

    private static Set<String> topicList(ObjectNode view) {
        Set<String> topics = new TreeSet<>();
        Exchange.elements(view, "topicList").forEach(topic -> topics.add(topic.asText()));
        return topics;
    }

    private static List<Integer> systemFlags(Server server, String topic) {
        ObjectNode view =
                View.of(Outcome.of(server.ask(Cluster.LINE, Request.of(ROUTE, "topic", topic))), Request.of(ROUTE));
        return Exchange.elements(view, "queueDatas").stream()
                .map(queue -> queue.path("topicSysFlag").asInt())
                .toList();
    }

    static boolean masterlessPermission(Exchange exchange) {
        boolean any = false;
        for (ObjectNode[] pair : queuesOnBothSides(exchange)) {
            String broker = pair[0].path("brokerName").asText();
            int theirs = pair[0].path("perm").asInt();
            if (pair[1].path("perm").asInt() == (theirs & ~WRITE)
                    && (theirs & WRITE) != 0
                    && isMasterless(exchange, broker)) {
                pair[1].put("perm", theirs);
                any = true;
            }
        }
        return any;
    }

    static boolean healedPermission(Exchange exchange) {
        boolean any = false;
        for (ObjectNode[] pair : queuesOnBothSides(exchange)) {
            String broker = pair[0].path("brokerName").asText();
            int ours = pair[1].path("perm").asInt();
            boolean wiped = (ours & WRITE) != 0 && pair[0].path("perm").asInt() == (ours & ~WRITE);
            if (wiped && exchange.situation().lackedAMaster(broker) && !isMasterless(exchange, broker)) {
                pair[1].put("perm", ours & ~WRITE);
                any = true;
            }
        }
        return any;
    }

    static boolean actingMaster(Exchange exchange) {
        boolean any = false;
        for (JsonNode element : routeArray(exchange, "brokerDatas")) {
            ObjectNode theirs = (ObjectNode) element;
            String name = theirs.path("brokerName").asText();
            Optional<ObjectNode> ours = Exchange.ofBroker(exchange.ours(), "brokerDatas", name);
            boolean writable = Exchange.ofBroker(exchange.apache(), "queueDatas", name)
                    .map(queue -> (queue.path("perm").asInt() & WRITE) != 0)
                    .orElse(false);
            if (ours.isPresent() && writable && isMasterless(exchange, name) && isPromoted(theirs, ours.get())) {
                ours.get().set("brokerAddrs", theirs.get("brokerAddrs"));
                any = true;
            }
        }
        return any;
    }

    /** Returns whether our addresses are Apache's but for the smallest id, which has become the master's. */
    private static boolean isPromoted(ObjectNode theirs, ObjectNode ours) {
        ObjectNode promoted = theirs.path("brokerAddrs").deepCopy();
        TreeSet<Long> ids = new TreeSet<>();
        promoted.fieldNames().forEachRemaining(id -> ids.add(Long.valueOf(id)));
        if (ids.isEmpty() || ids.contains(0L)) {
            return false;
        }
        promoted.set("0", promoted.remove(ids.first().toString()));
        return Json.ordered(promoted, "").equals(Json.ordered(ours.path("brokerAddrs"), ""));
    }

    static boolean restoredPermission(Exchange exchange) {
        boolean any = false;
        for (ObjectNode[] pair : queuesOnBothSides(exchange)) {
            String broker = pair[0].path("brokerName").asText();
            int theirs = pair[0].path("perm").asInt();
            int ours = pair[1].path("perm").asInt();
            boolean plausible = theirs == READ_WRITE || (theirs == READ && (ours & WRITE) == 0);
            if (theirs != ours && plausible && exchange.situation().wasLifted(broker)) {
                pair[1].put("perm", theirs);
                any = true;
            }
        }
        return any;
    }

    static boolean mappings(Exchange exchange) {
        JsonNode theirs = exchange.apache().path("body").path("topicQueueMappingByBroker");
        if (!exchange.isRequest(ROUTE) || theirs.isMissingNode()) {
            return false;
        }
        JsonNode ours = exchange.ours().path("body").path("topicQueueMappingByBroker");
        boolean onlyStaleOnesAreMissing = true;
        List<String> brokers = new ArrayList<>();
        theirs.fieldNames().forEachRemaining(brokers::add);
        for (String broker : brokers) {
            boolean stale = exchange.situation()
                            .mappingsWereDisturbed(exchange.request().field("topic"))
                    || exchange.situation().mappingsWereDisturbed(broker);
            onlyStaleOnesAreMissing &= ours.path(broker).equals(theirs.path(broker)) || (!ours.has(broker) && stale);
        }
        if (!onlyStaleOnesAreMissing || theirs.equals(ours)) {
            return false;
        }
        ((ObjectNode) exchange.ours().path("body")).set("topicQueueMappingByBroker", theirs);
        boolean othersHaveNoNumbers =
                Exchange.elements(exchange.ours(), "brokerDatas").isEmpty();
        if (ours.isMissingNode() && othersHaveNoNumbers && exchange.differs("dialect", "legacy", "standard")) {
            exchange.forgive("dialect"); // ours had no number to leave bare
        }
        return true;
    }

    private static boolean isMasterless(Exchange exchange, String broker) {
        Cluster.Group group = exchange.situation().cluster().groups().get(broker);
        return group != null && !group.hasMaster();
    }

    private static List<JsonNode> routeArray(Exchange exchange, String array) {
        return exchange.isRequest(ROUTE) ? Exchange.elements(exchange.apache(), array) : List.of();
    }

    /** Returns the queues of a route by broker: Apache's, then ours. */
    private static List<ObjectNode[]> queuesOnBothSides(Exchange exchange) {
        List<ObjectNode[]> pairs = new ArrayList<>();
        for (JsonNode theirs : routeArray(exchange, "queueDatas")) {
            Exchange.ofBroker(
                            exchange.ours(),
                            "queueDatas",
                            theirs.path("brokerName").asText())
                    .ifPresent(ours -> pairs.add(new ObjectNode[] {(ObjectNode) theirs, ours}));
        }
        return pairs;
    }

    /** Sorts the arrays of a body anew after its elements were edited. */
    static void reorder(ObjectNode view) {
        JsonNode body = view.path("body");
        if (body.isObject() || body instanceof ArrayNode) {
            view.set("body", Json.ordered(body, ""));
        }
    }
}
