package io.lodestar.client.admin;

import io.lodestar.client.NameServerException;
import io.lodestar.client.Subscription;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.client.remote.Routes;
import io.lodestar.client.remote.Waiting;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BrokerStatesBody;
import io.lodestar.protocol.body.ClusterInfoBody;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.body.ExplanationBody;
import io.lodestar.protocol.body.KvTableBody;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.protocol.body.TopicListBody;
import io.lodestar.protocol.header.AddWritePermissionRequest;
import io.lodestar.protocol.header.AddWritePermissionResponse;
import io.lodestar.protocol.header.DeleteKvConfigRequest;
import io.lodestar.protocol.header.DeleteTopicRequest;
import io.lodestar.protocol.header.ExplainTopicRequest;
import io.lodestar.protocol.header.GetEventsRequest;
import io.lodestar.protocol.header.GetKvConfigRequest;
import io.lodestar.protocol.header.GetKvConfigResponse;
import io.lodestar.protocol.header.GetKvListRequest;
import io.lodestar.protocol.header.GetRouteRequest;
import io.lodestar.protocol.header.GetTopicsByClusterRequest;
import io.lodestar.protocol.header.PutKvConfigRequest;
import io.lodestar.protocol.header.WipeWritePermissionRequest;
import io.lodestar.protocol.header.WipeWritePermissionResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One name server: what it knows, and changes to that. Thread-safe.
 *
 * <p>Every future fails with a {@link NameServerException}: {@code Unreachable} and {@code TimedOut} when there is no answer within the settings' time,
 * {@code Refused} with the code and the remark of the name server, {@code Unsupported} when it does not know the request. What only Lodestar's name servers
 * tell is said to be so; all else works with Apache's, from release 4.0 on. Futures are completed on the thread that brings answers, which must not be blocked.
 */
public final class NameServerAdmin {
    private final Remote remote;
    private final String address;

    NameServerAdmin(Remote remote, String address) {
        this.remote = remote;
        this.address = address;
    }

    /** Returns where it is, {@code host:port}. */
    public String address() {
        return address;
    }

    /** Fetches the route of a topic; empty when there is none. */
    public CompletableFuture<Optional<TopicRoute>> fetchRoute(String topic) {
        return ask(routeOf(topic))
                .thenApply(answer -> answer.is(ResponseCode.TOPIC_NOT_EXIST)
                        ? Optional.empty()
                        : Optional.of(Routes.of(topic, answer.read(RouteBody::read))));
    }

    /** Fetches the names of all topics, sorted. */
    public CompletableFuture<List<String>> fetchTopics() {
        return fetchTopics(Request.of(RequestCode.GET_ALL_TOPICS, ExtFields.ABSENT));
    }

    /** Fetches the names of the topics that brokers of a cluster have, sorted; none for an unknown cluster. */
    public CompletableFuture<List<String>> fetchTopics(String cluster) {
        var fields = new GetTopicsByClusterRequest(Optional.of(cluster)).toFields();
        return fetchTopics(Request.of(RequestCode.GET_TOPICS_BY_CLUSTER, fields));
    }

    private CompletableFuture<List<String>> fetchTopics(Request request) {
        return ask(request)
                .thenApply(answer -> answer.read(TopicListBody::read).topics().stream()
                        .sorted()
                        .toList());
    }

    /** Fetches which clusters and broker groups there are. */
    public CompletableFuture<ClusterOverview> fetchClusters() {
        return ask(Request.of(RequestCode.GET_CLUSTER_INFO, ExtFields.ABSENT))
                .thenApply(answer -> Bodies.clusters(answer.read(ClusterInfoBody::read)));
    }

    /** Fetches a value of the KV configuration; empty when there is none. */
    public CompletableFuture<Optional<String>> fetchKeyValue(String namespace, String key) {
        var fields = new GetKvConfigRequest(Optional.of(namespace), Optional.of(key)).toFields();
        return ask(Request.of(RequestCode.GET_KV_CONFIG, fields))
                .thenApply(answer -> answer.is(ResponseCode.QUERY_NOT_FOUND)
                        ? Optional.empty()
                        : GetKvConfigResponse.from(answer.successful().fields()).value());
    }

    /** Fetches all keys and values of a namespace of the KV configuration; empty when there is no such namespace. */
    public CompletableFuture<Optional<SortedMap<String, String>>> fetchKeyValues(String namespace) {
        var fields = new GetKvListRequest(Optional.of(namespace)).toFields();
        return ask(Request.of(RequestCode.GET_KV_LIST, fields))
                .thenApply(answer -> answer.is(ResponseCode.QUERY_NOT_FOUND)
                        ? Optional.empty()
                        : Optional.of(answer.read(KvTableBody::read).table()));
    }

    /** Stores a value in the KV configuration, making the namespace if there is none. It is on disk when the future completes. */
    public CompletableFuture<Void> putKeyValue(String namespace, String key, String value) {
        var fields = new PutKvConfigRequest(Optional.of(namespace), Optional.of(key), Optional.of(value)).toFields();
        return change(Request.of(RequestCode.PUT_KV_CONFIG, fields));
    }

    /** Removes a value from the KV configuration; one that is not there is no error. */
    public CompletableFuture<Void> deleteKeyValue(String namespace, String key) {
        var fields = new DeleteKvConfigRequest(Optional.of(namespace), Optional.of(key)).toFields();
        return change(Request.of(RequestCode.DELETE_KV_CONFIG, fields));
    }

    /** Fetches how it is configured: the values of all its keys, by name. Secrets may be masked. */
    public CompletableFuture<SortedMap<String, String>> fetchConfiguration() {
        return ask(Request.of(RequestCode.GET_CONFIG, ExtFields.ABSENT))
                .thenApply(answer -> Collections.unmodifiableSortedMap(answer.read(PropertyLines::read)));
    }

    /**
     * Changes how it is configured. Apache's name servers pass over keys that they do not know and values that make no sense without a word; who wants to be
     * sure looks at {@link #fetchConfiguration()}.
     */
    public CompletableFuture<Void> changeConfiguration(Map<String, String> changes) {
        var copy = Map.copyOf(changes);
        return change(Request.of(RequestCode.UPDATE_CONFIG, ExtFields.ABSENT, out -> PropertyLines.write(copy, out)));
    }

    /**
     * Takes the write permission from all topics of a broker group, so that producers turn to others. Returns how many topics it has; 0 means that the group
     * is not known. Apache's name servers forget it when the broker next reports a change; Lodestar's do not.
     */
    public CompletableFuture<Long> drain(String brokerName) {
        var fields = new WipeWritePermissionRequest(Optional.of(brokerName)).toFields();
        return ask(Request.of(RequestCode.WIPE_WRITE_PERMISSION, fields))
                .thenApply(answer -> WipeWritePermissionResponse.from(
                                answer.successful().fields())
                        .topicCount());
    }

    /** Gives the write permission back, and returns how many topics the broker group has. */
    public CompletableFuture<Long> undrain(String brokerName) {
        var fields = new AddWritePermissionRequest(Optional.of(brokerName)).toFields();
        return ask(Request.of(RequestCode.ADD_WRITE_PERMISSION, fields))
                .thenApply(answer -> AddWritePermissionResponse.from(
                                answer.successful().fields())
                        .topicCount());
    }

    /** Takes out a topic, which comes back with the next report of a broker that has it. One that is not there is no error. */
    public CompletableFuture<Void> deleteTopic(String topic) {
        return deleteTopic(new DeleteTopicRequest(Optional.of(topic), Optional.empty()));
    }

    /** As {@link #deleteTopic(String)}, from the brokers of one cluster only; 4.x name servers take it out of all. */
    public CompletableFuture<Void> deleteTopic(String topic, String cluster) {
        return deleteTopic(new DeleteTopicRequest(Optional.of(topic), Optional.of(cluster)));
    }

    private CompletableFuture<Void> deleteTopic(DeleteTopicRequest request) {
        return change(Request.of(RequestCode.DELETE_TOPIC, request.toFields()));
    }

    /** Fetches what it knows of each broker: lease, connection, drain. Only Lodestar tells. */
    public CompletableFuture<BrokerOverview> fetchBrokers() {
        return insight(
                Request.of(RequestCode.GET_BROKER_STATES, ExtFields.ABSENT),
                answer -> Bodies.brokers(answer.read(BrokerStatesBody::read)));
    }

    /** Fetches why a topic has no route, or why its route looks as it does. Only Lodestar tells. */
    public CompletableFuture<TopicExplanation> explain(String topic) {
        var fields = new ExplainTopicRequest(Optional.of(topic)).toFields();
        return insight(
                Request.of(RequestCode.EXPLAIN_TOPIC, fields),
                answer -> Bodies.explanation(answer.read(ExplanationBody::read)));
    }

    /** Fetches what happened. Only Lodestar tells. */
    public CompletableFuture<EventPage> fetchEvents(EventQuery query) {
        var fields = new GetEventsRequest(
                        query.oldestFirst() ? Optional.of(query.beyond().orElse(0L)) : Optional.empty(),
                        query.oldestFirst() ? Optional.empty() : query.beyond(),
                        Optional.of((long) query.limit()),
                        query.kinds(),
                        query.brokerName(),
                        query.topic())
                .toFields();
        return insight(
                Request.of(RequestCode.GET_EVENTS, fields), answer -> Bodies.events(answer.read(EventsBody::read)));
    }

    /** Fetches how it is. Only Lodestar tells. */
    public CompletableFuture<ServerStatus> fetchStatus() {
        return insight(
                Request.of(RequestCode.GET_SERVER_STATE, ExtFields.ABSENT),
                answer -> Bodies.status(answer.read(ServerStateBody::read)));
    }

    /**
     * Asks it for a route as a client would, and how it is. A name server that does not tell the latter, or not this account, is taken to be ready when it
     * answers the former. Where this account may not ask for routes either, nothing is known of it, and the future fails with
     * {@link NameServerException.Refused}.
     */
    public CompletableFuture<Health> checkHealth() {
        return new HealthCheck(this).run(remote);
    }

    /**
     * Asks to be told when the answers to {@link #fetchRoute} become others, within milliseconds. Only Lodestar's name servers do that; the others can be asked now
     * and then. What changed before the future completes is not told: ask for the routes afterwards. After a lost connection the watch goes on by itself, and
     * what changed meanwhile is told.
     *
     * @param topics the topics to watch, which need not exist; none stands for all, also those to come
     * @param listener is called by one thread at a time, which may wait
     * @return ends the watch
     */
    public CompletableFuture<Subscription> watch(Collection<String> topics, Consumer<RouteChanges> listener) {
        var watch = new RouteWatch(remote, address, List.copyOf(topics), listener);
        return unlessSilent("WATCH_ROUTES", watch.start());
    }

    /** Asks for a route, and returns whatever answer comes. */
    CompletableFuture<Answer> probe(String topic) {
        return ask(routeOf(topic));
    }

    private static Request routeOf(String topic) {
        var fields = new GetRouteRequest(Optional.of(topic), true, Optional.empty()).toFields();
        return Request.of(RequestCode.GET_ROUTE_INFO, fields);
    }

    private CompletableFuture<Answer> ask(Request request) {
        return remote.ask(address, request);
    }

    private CompletableFuture<Void> change(Request request) {
        return ask(request).thenAccept(Answer::successful);
    }

    private <T> CompletableFuture<T> insight(Request request, Function<Answer, T> reader) {
        return unlessSilent(request.name(), ask(request.perhapsUnknown()).thenApply(reader));
    }

    /** Tells name servers that know only Apache's old requests, and say nothing to others, from those that cannot be heard at all. */
    private <T> CompletableFuture<T> unlessSilent(String request, CompletableFuture<T> question) {
        return question.exceptionallyCompose(failure -> {
            var cause = Waiting.cause(failure);
            return cause instanceof NameServerException.TimedOut silence
                    ? silent(request, silence)
                    : CompletableFuture.failedFuture(cause);
        });
    }

    private <T> CompletableFuture<T> silent(String request, NameServerException.TimedOut silence) {
        return probe(HealthCheck.TOPIC).handle((answer, failure) -> {
            if (failure == null) {
                throw new NameServerException.Unsupported(address, request);
            }
            throw silence;
        });
    }
}
