package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.body.BrokerState;
import io.lodestar.server.insight.BrokerFacts;
import io.lodestar.server.insight.Line;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import java.io.IOException;
import java.util.Locale;

/** What is known of a broker as JSON. */
final class BrokerJson {
    private BrokerJson() {}

    static void write(JsonGenerator json, BrokerFacts facts, long nowMillis) throws IOException {
        var state = facts.state();
        var line = facts.line();
        json.writeStartObject();
        json.writeStringField("cluster", state.cluster());
        json.writeStringField("name", state.brokerName());
        json.writeNumberField("id", state.brokerId());
        json.writeStringField("role", state.role().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeStringField("address", state.address());
        Fields.text(json, "haAddress", state.haAddress());
        Fields.text(json, "zone", facts.zone());
        if (line.isPresent()) {
            Fields.object(json, "connection", out -> write(out, line.get()));
        }
        var claimed = new ClaimedAddress(state.address());
        var differs = line.flatMap(
                known -> claimed.differsFrom(known.connection().remoteAddress().getAddress()));
        if (differs.isPresent()) {
            json.writeBooleanField("addressDiffers", differs.get());
        }
        Fields.text(json, "addressSuspect", claimed.suspicion());
        write(json, facts, state, nowMillis);
        json.writeBooleanField("drained", state.drained());
        json.writeBooleanField("restored", state.lease().lastReport().equals("SNAPSHOT"));
        Fields.object(json, "conflicts", out -> writeConflicts(out, facts));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Line line) throws IOException {
        Connection connection = line.connection();
        json.writeStringField("address", Addresses.text(connection.remoteAddress()));
        json.writeNumberField("sinceMillis", line.openedAtMillis());
        json.writeBooleanField("tls", connection.isEncrypted());
        Fields.text(json, "certificate", connection.certificate());
    }

    private static void write(JsonGenerator json, BrokerFacts facts, BrokerState state, long nowMillis)
            throws IOException {
        var lease = state.lease();
        Fields.object(json, "session", out -> {
            out.writeNumberField("number", facts.session());
            out.writeNumberField("ageMillis", lease.ageMillis());
        });
        Fields.object(json, "lease", out -> {
            out.writeNumberField("lengthMillis", lease.lengthMillis());
            out.writeNumberField("leftMillis", lease.leftMillis());
            out.writeNumberField("renewedAtMillis", Math.max(0, nowMillis - lease.silentMillis()));
        });
        var registered = facts.registered();
        Fields.object(json, "registration", out -> {
            out.writeStringField("kind", lease.lastReport().toLowerCase(Locale.ROOT));
            Fields.number(out, "atMillis", registered.map(Line.Registered::atMillis));
            out.writeNumberField("topics", state.topics());
            Fields.number(out, "bytes", registered.map(last -> (long) last.bytes()));
        });
        if (state.version().isPresent()) {
            var version = state.version().get();
            Fields.object(json, "dataVersion", out -> {
                out.writeNumberField("stateVersion", version.stateVersion());
                out.writeNumberField("timestampMillis", version.timestamp());
                out.writeNumberField("counter", version.counter());
            });
        }
    }

    private static void writeConflicts(JsonGenerator json, BrokerFacts facts) throws IOException {
        var known = facts.conflicts();
        json.writeNumberField("count", known.map(conflicts -> conflicts.count()).orElse(0L));
        Fields.text(json, "last", known.map(conflicts -> conflicts.last()));
        Fields.number(json, "lastAtMillis", known.map(conflicts -> conflicts.lastAtMillis()));
    }
}
