package io.lodestar.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each record of the package against the names and texts of its fields on the wire. */
final class HeaderRecordsTest {
    private static final BrokerFields BROKER =
            new BrokerFields(Optional.of("C"), Optional.of("b"), Optional.of("10.0.0.1:10911"), Optional.of(2L));

    private static final Map<String, String> BROKER_ON_THE_WIRE =
            Map.of("clusterName", "C", "brokerName", "b", "brokerAddr", "10.0.0.1:10911", "brokerId", "2");

    static Stream<Case<?>> kvAndListRecords() {
        return Stream.of(
                new Case<>(
                        new PutKvConfigRequest(Optional.of("n"), Optional.of("k"), Optional.of("v\n\"ü")),
                        Map.of("namespace", "n", "key", "k", "value", "v\n\"ü"),
                        PutKvConfigRequest::from,
                        PutKvConfigRequest::toFields),
                new Case<>(
                        new GetKvConfigRequest(Optional.of("n"), Optional.of("k")),
                        Map.of("namespace", "n", "key", "k"),
                        GetKvConfigRequest::from,
                        GetKvConfigRequest::toFields),
                new Case<>(
                        new DeleteKvConfigRequest(Optional.of("n"), Optional.of("k")),
                        Map.of("namespace", "n", "key", "k"),
                        DeleteKvConfigRequest::from,
                        DeleteKvConfigRequest::toFields),
                new Case<>(
                        new GetKvListRequest(Optional.of("n")),
                        Map.of("namespace", "n"),
                        GetKvListRequest::from,
                        GetKvListRequest::toFields),
                new Case<>(
                        new GetKvConfigResponse(Optional.of("v")),
                        Map.of("value", "v"),
                        GetKvConfigResponse::from,
                        GetKvConfigResponse::toFields),
                new Case<>(
                        new GetTopicsByClusterRequest(Optional.of("C")),
                        Map.of("cluster", "C"),
                        GetTopicsByClusterRequest::from,
                        GetTopicsByClusterRequest::toFields));
    }

    static Stream<Case<?>> topicRecords() {
        return Stream.of(
                new Case<>(
                        new GetRouteRequest(Optional.of("T"), true, Optional.of("z")),
                        Map.of(
                                "topic",
                                "T",
                                "acceptStandardJsonOnly",
                                "true",
                                "__ZONE_MODE",
                                "true",
                                "__ZONE_NAME",
                                "z"),
                        GetRouteRequest::from,
                        GetRouteRequest::toFields),
                new Case<>(
                        new DeleteTopicRequest(Optional.of("T"), Optional.of("C")),
                        Map.of("topic", "T", "clusterName", "C"),
                        DeleteTopicRequest::from,
                        DeleteTopicRequest::toFields),
                new Case<>(
                        new RegisterTopicRequest(Optional.of("T")),
                        Map.of("topic", "T"),
                        RegisterTopicRequest::from,
                        RegisterTopicRequest::toFields),
                new Case<>(
                        new WipeWritePermissionRequest(Optional.of("b")),
                        Map.of("brokerName", "b"),
                        WipeWritePermissionRequest::from,
                        WipeWritePermissionRequest::toFields),
                new Case<>(
                        new WipeWritePermissionResponse(7),
                        Map.of("wipeTopicCount", "7"),
                        WipeWritePermissionResponse::from,
                        WipeWritePermissionResponse::toFields),
                new Case<>(
                        new AddWritePermissionRequest(Optional.of("b")),
                        Map.of("brokerName", "b"),
                        AddWritePermissionRequest::from,
                        AddWritePermissionRequest::toFields),
                new Case<>(
                        new AddWritePermissionResponse(7),
                        Map.of("addTopicCount", "7"),
                        AddWritePermissionResponse::from,
                        AddWritePermissionResponse::toFields));
    }

    static Stream<Case<?>> registrationRecords() {
        return Stream.of(
                new Case<>(
                        new RegisterBrokerRequest(
                                BROKER,
                                Optional.of("10.0.0.1:10912"),
                                Optional.of(10_000L),
                                Optional.of(false),
                                true,
                                Integer.MAX_VALUE,
                                Optional.of("z")),
                        with(
                                BROKER_ON_THE_WIRE,
                                Map.of(
                                        "haServerAddr", "10.0.0.1:10912",
                                        "heartbeatTimeoutMillis", "10000",
                                        "enableActingMaster", "false",
                                        "compressed", "true",
                                        "bodyCrc32", "2147483647",
                                        "__ZONE_NAME", "z")),
                        RegisterBrokerRequest::from,
                        RegisterBrokerRequest::toFields),
                new Case<>(
                        new RegisterBrokerResponse(Optional.of("10.0.0.2:10912"), Optional.of("10.0.0.2:10911")),
                        Map.of("haServerAddr", "10.0.0.2:10912", "masterAddr", "10.0.0.2:10911"),
                        RegisterBrokerResponse::from,
                        RegisterBrokerResponse::toFields),
                new Case<>(
                        new UnregisterBrokerRequest(BROKER),
                        BROKER_ON_THE_WIRE,
                        UnregisterBrokerRequest::from,
                        UnregisterBrokerRequest::toFields));
    }

    static Stream<Case<?>> ownRecords() {
        return Stream.of(
                new Case<>(
                        new WatchRoutesRequest(
                                WatchRoutesRequest.Scope.ALL, Optional.of(new RouteVersion(0xfedcba9876543210L, 7))),
                        Map.of("scope", "all", "since", "fedcba9876543210:7"),
                        WatchRoutesRequest::from,
                        WatchRoutesRequest::toFields),
                new Case<>(
                        new RouteVersion(1, 8),
                        Map.of("version", "0000000000000001:8"),
                        fields -> RouteVersion.from(fields).orElse(new RouteVersion(0, 0)),
                        RouteVersion::toFields),
                new Case<>(
                        new WatchRoutesResponse(Optional.of(new RouteVersion(1, 8)), Optional.of(3L)),
                        Map.of("version", "0000000000000001:8", "watched", "3"),
                        WatchRoutesResponse::from,
                        WatchRoutesResponse::toFields),
                new Case<>(
                        new ExplainTopicRequest(Optional.of("T")),
                        Map.of("topic", "T"),
                        ExplainTopicRequest::from,
                        ExplainTopicRequest::toFields),
                new Case<>(
                        new GetEventsRequest(
                                Optional.of(1L),
                                Optional.of(9L),
                                Optional.of(5L),
                                new TreeSet<>(Set.of("CONFLICT", "DRAIN_SET")),
                                Optional.of("b"),
                                Optional.of("T")),
                        Map.of(
                                "after", "1",
                                "before", "9",
                                "limit", "5",
                                "kinds", "CONFLICT,DRAIN_SET",
                                "brokerName", "b",
                                "topic", "T"),
                        GetEventsRequest::from,
                        GetEventsRequest::toFields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "1", "1:", ":1", "g:1", "1:x", "11111111111111111:1", "1:99999999999999999999"})
    void whatIsNoVersionIsNone(String text) {
        assertThat(RouteVersion.parse(text)).isEmpty();
    }

    @Test
    void versionsOfTwoEpochsSayNothingOfEachOther() {
        assertThat(new RouteVersion(1, 5).isCoveredBy(new RouteVersion(1, 5))).isTrue();
        assertThat(new RouteVersion(1, 6).isCoveredBy(new RouteVersion(1, 5))).isFalse();
        assertThat(new RouteVersion(2, 5).isCoveredBy(new RouteVersion(1, 9))).isFalse();
    }

    static Stream<Case<?>> memberRecords() {
        return Stream.of(
                new Case<>(
                        new QueryDataVersionRequest(BROKER),
                        BROKER_ON_THE_WIRE,
                        QueryDataVersionRequest::from,
                        QueryDataVersionRequest::toFields),
                new Case<>(
                        new QueryDataVersionResponse(false),
                        Map.of("changed", "false"),
                        QueryDataVersionResponse::from,
                        QueryDataVersionResponse::toFields),
                new Case<>(
                        new GetBrokerMemberGroupRequest(Optional.of("C"), Optional.of("b")),
                        Map.of("clusterName", "C", "brokerName", "b"),
                        GetBrokerMemberGroupRequest::from,
                        GetBrokerMemberGroupRequest::toFields),
                new Case<>(
                        new BrokerHeartbeatRequest(
                                BROKER,
                                Optional.of(1L),
                                Optional.of(Long.MAX_VALUE),
                                Optional.of(3L),
                                Optional.of(4L),
                                Optional.of(5L)),
                        with(
                                BROKER_ON_THE_WIRE,
                                Map.of(
                                        "epoch", "1",
                                        "maxOffset", "9223372036854775807",
                                        "confirmOffset", "3",
                                        "heartbeatTimeoutMills", "4",
                                        "electionPriority", "5")),
                        BrokerHeartbeatRequest::from,
                        BrokerHeartbeatRequest::toFields),
                new Case<>(
                        new NotifyMinBrokerIdChange(
                                Optional.of(1L), Optional.of("m:1"), Optional.of("o:1"), Optional.of("h:1")),
                        Map.of(
                                "minBrokerId",
                                "1",
                                "minBrokerAddr",
                                "m:1",
                                "offlineBrokerAddr",
                                "o:1",
                                "haBrokerAddr",
                                "h:1"),
                        NotifyMinBrokerIdChange::from,
                        NotifyMinBrokerIdChange::toFields));
    }

    @ParameterizedTest
    @MethodSource({"kvAndListRecords", "topicRecords", "registrationRecords", "memberRecords", "ownRecords"})
    <T> void isWrittenUnderTheNamesOfTheWire(Case<T> each) {
        assertThat(each.write(each.value())).isEqualTo(ExtFields.of(each.onTheWire()));
    }

    @ParameterizedTest
    @MethodSource({"kvAndListRecords", "topicRecords", "registrationRecords", "memberRecords", "ownRecords"})
    <T> void isReadFromTheNamesOfTheWire(Case<T> each) {
        Map<String, String> withStrangers =
                with(each.onTheWire(), Map.of("ns", "x", "oway", "false", "AccessKey", "a"));

        assertThat(each.read(ExtFields.of(withStrangers))).isEqualTo(each.value());
    }

    @ParameterizedTest
    @MethodSource({"kvAndListRecords", "topicRecords", "registrationRecords", "memberRecords", "ownRecords"})
    <T> void missesItsFieldsWithoutComplaint(Case<T> each) {
        T empty = each.read(ExtFields.ABSENT);

        assertThat(empty).isNotEqualTo(each.value());
        assertThat(each.read(ExtFields.EMPTY)).isEqualTo(empty);
        assertThat(each.read(each.write(empty))).isEqualTo(empty);
    }

    @Test
    void anAnswerWithoutValuesStillHasItsFields() {
        assertThat(new RegisterBrokerResponse(Optional.empty(), Optional.empty()).toFields())
                .isEqualTo(ExtFields.EMPTY);
        assertThat(new GetKvConfigResponse(Optional.empty()).toFields()).isEqualTo(ExtFields.EMPTY);
    }

    @Test
    void aNumberThatDoesNotParseCountsAsMissing() {
        RegisterBrokerRequest request = RegisterBrokerRequest.from(
                ExtFields.of(Map.of("brokerId", "abc", "heartbeatTimeoutMillis", "1.5", "bodyCrc32", "2147483648")));

        assertThat(request.broker().brokerId()).isEmpty();
        assertThat(request.heartbeatTimeoutMillis()).isEmpty();
        assertThat(request.bodyCrc32()).as("0: not to be checked").isZero();
    }

    @Test
    void aBrokerBefore5SaysNothingAboutActingMasters() {
        assertThat(RegisterBrokerRequest.from(ExtFields.EMPTY).enableActingMaster())
                .isEmpty();
        assertThat(RegisterBrokerRequest.from(ExtFields.of(Map.of("enableActingMaster", "yes")))
                        .enableActingMaster())
                .as("any text but true")
                .contains(false);
    }

    @Test
    void aMissingAnswerAboutTheDataVersionMeansChanged() {
        assertThat(QueryDataVersionResponse.from(ExtFields.EMPTY).changed()).isTrue();
    }

    static final String[][] ZONES_THAT_DO_NOT_COUNT = {
        {"false", "z"}, {"1", "z"}, {"true", ""}, {"true", " \t"},
    };

    @ParameterizedTest
    @FieldSource("ZONES_THAT_DO_NOT_COUNT")
    void aZoneCountsOnlyWithItsModeAndAName(String mode, String name) {
        ExtFields fields = ExtFields.of(Map.of("__ZONE_MODE", mode, "__ZONE_NAME", name));

        assertThat(GetRouteRequest.from(fields).zone()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True"})
    void aZoneModeIsTrueInAnyCase(String mode) {
        ExtFields fields = ExtFields.of(Map.of("__ZONE_MODE", mode, "__ZONE_NAME", "z"));

        assertThat(GetRouteRequest.from(fields).zone()).contains("z");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** A record with what it is on the wire. */
    record Case<T>(
            T value, Map<String, String> onTheWire, Function<ExtFields, T> reader, Function<T, ExtFields> writer) {
        T read(ExtFields fields) {
            return reader.apply(fields);
        }

        ExtFields write(T written) {
            return writer.apply(written);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }
}
