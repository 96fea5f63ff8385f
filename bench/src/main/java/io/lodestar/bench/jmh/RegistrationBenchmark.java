package io.lodestar.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.RegistrationDigest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does a registration cost before the registry hears of it: to know it again, and to read it? */
@State(Scope.Thread)
public class RegistrationBenchmark {
    private static final int VERSION_5_5_0 = 513;
    private static final int PART_BYTES = 64 * 1024;
    private static final long PRIME = 7919; // spreads the names as a hash table would
    private static final String HEAD = "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{"
            + "\"dataVersion\":{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000},"
            + "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000000000},\"topicConfigTable\":{";
    private static final String ENTRY = "\"%1$s\":{\"attributes\":{},\"order\":false,\"perm\":6,\"readQueueNums\":%2$d,"
            + "\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"%1$s\",\"topicSysFlag\":0,\"writeQueueNums\":%2$d}";
    private static final String TAIL = "},\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{}}}";

    /** How many topics it names. */
    @Param("10000")
    int topics = 10_000;

    /** How many different settings they have. */
    @Param({"1", "8"})
    int settings = 1;

    private ByteBuf json = Unpooled.EMPTY_BUFFER;
    private final ByteBuf zlib = Unpooled.directBuffer();

    /** Writes the bodies once, the JSON in parts as it comes from the socket. */
    @Setup
    public void write() {
        var body = new StringBuilder(HEAD);
        for (int i = 0; i < topics; i++) {
            String name = String.format(Locale.ROOT, "orders-eu-central-%06d", i * PRIME % 1_000_003);
            body.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, ENTRY, name, 4 + i % settings));
        }
        byte[] bytes = body.append(TAIL).toString().getBytes(US_ASCII);
        CompositeByteBuf parts = Unpooled.compositeBuffer(Integer.MAX_VALUE);
        for (int at = 0; at < bytes.length; at += PART_BYTES) {
            int length = Math.min(PART_BYTES, bytes.length - at);
            parts.addComponent(true, Unpooled.directBuffer(length).writeBytes(bytes, at, length));
        }
        json = parts;
        RegistrationBody.read(json, VERSION_5_5_0, false, 0).writeCompressed(zlib, VERSION_5_5_0);
    }

    /** Gives the bytes back. */
    @TearDown
    public void release() {
        json.release();
        zlib.release();
    }

    /** All that is done with the body of an unchanged registration. */
    @Benchmark
    public RegistrationDigest digest() {
        return RegistrationDigest.of("broker-a", json);
    }

    /** Reads what brokers of 5.x send. */
    @Benchmark
    public RegistrationBody json() {
        return RegistrationBody.read(json, VERSION_5_5_0, false, 0);
    }

    /** Reads what brokers send with compressedRegister=true. */
    @Benchmark
    public RegistrationBody zlib() {
        return RegistrationBody.read(zlib, VERSION_5_5_0, true, 0);
    }
}
