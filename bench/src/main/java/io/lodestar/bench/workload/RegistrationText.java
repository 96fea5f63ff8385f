package io.lodestar.bench.workload;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.TopicConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The registration of a set of topics as a 5.5.0 broker sends it, written once; what changes from time to time is put
 * in as it is sent. Brokers with the same topics share one.
 *
 * <pre>
 *  | front: both data versions | before: topics | the topic that changes | after: topics |
 * </pre>
 *
 * The long pieces are shared by all who send them and never copied; their checksums are joined. Immutable.
 */
final class RegistrationText {
    private static final int POSITIVE = 0x7fffffff;
    private static final String TABLE = ",\"topicConfigTable\":";
    private static final String COUNTER = "{\"counter\":";
    private static final String STAMP = "\"timestamp\":";
    private static final String QUEUES = "\"writeQueueNums\":";
    private static final int COUNTER_DIGITS = 7;
    private static final int STAMP_DIGITS = 13;

    private final byte[] front;
    private final int counterAt;
    private final int stampAt;
    private final Piece before;
    private final byte[] entry;
    private final int queuesAt;
    private final CrcJoin entryJoin;
    private final Piece after;

    private RegistrationText(String front, byte[] before, byte[] entry, byte[] after) {
        this.front = bytes(front);
        this.counterAt = front.indexOf(COUNTER) + COUNTER.length();
        this.stampAt = front.lastIndexOf(STAMP) + STAMP.length();
        this.before = Piece.of(before);
        this.entry = entry;
        this.queuesAt = text(entry).lastIndexOf(QUEUES) + QUEUES.length();
        this.entryJoin = new CrcJoin(entry.length);
        this.after = Piece.of(after);
    }

    /** The registration of these topics, of which the one in the middle may change. */
    static RegistrationText of(List<TopicConfig> topics) {
        var first = Edition.FIRST;
        var body = body(new DataVersion(0, first.mappingMillis() - 1, first.counter()), topics);
        var whole = text(body);
        int table = whole.indexOf(TABLE);
        var stamp =
                "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":" + first.mappingMillis() + '}';
        var front = whole.substring(0, table) + ',' + stamp;
        int entry = whole.indexOf('"' + topics.get(topics.size() / 2).topic() + "\":{", table);
        int end = whole.indexOf('}', whole.indexOf(QUEUES, entry)) + 1;
        return new RegistrationText(
                front, slice(body, table, entry), slice(body, entry, end), slice(body, end, body.length));
    }

    /** How many bytes a body has. */
    int bodyLength() {
        return front.length + before.length() + entry.length + after.length();
    }

    /** The whole frame of a broker's registration, in pieces that are not to be changed. */
    List<ByteBuffer> frame(Seat seat, int version, int opaque, Edition edition) {
        var patchedFront = front.clone();
        putDigits(patchedFront, counterAt, COUNTER_DIGITS, edition.counter());
        putDigits(patchedFront, stampAt, STAMP_DIGITS, edition.mappingMillis());
        var patchedEntry = entry.clone();
        putDigits(patchedEntry, queuesAt, 1, edition.queues());
        int crc = before.append(crc(patchedFront));
        crc = entryJoin.join(crc, crc(patchedEntry));
        crc = after.append(crc) & POSITIVE;
        return List.of(
                ByteBuffer.wrap(head(seat, version, opaque, crc)),
                ByteBuffer.wrap(patchedFront),
                before.bytes().duplicate(),
                ByteBuffer.wrap(patchedEntry),
                after.bytes().duplicate());
    }

    private byte[] head(Seat seat, int version, int opaque, int crc) {
        var request = Header.request(
                RequestCode.REGISTER_BROKER, opaque, seat.request(crc).toFields());
        var header =
                new Header(request.code(), request.language(), version, opaque, request.flag(), "", request.fields());
        ByteBuf out = Unpooled.buffer();
        FrameCodec.writeHead(Frame.of(HeaderEncoding.JSON, header), out);
        out.setInt(0, out.getInt(0) + bodyLength());
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] body(DataVersion version, List<TopicConfig> topics) {
        ByteBuf out = Unpooled.buffer();
        RegistrationBody.of(version, topics).writeJson(out);
        return ByteBufUtil.getBytes(out);
    }

    private static void putDigits(byte[] bytes, int at, int digits, long number) {
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Bytes that never change, outside of the heap so that sockets take them as they are. */
    private record Piece(ByteBuffer bytes, int crc, CrcJoin join) {
        static Piece of(byte[] content) {
            var direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
            return new Piece(direct.asReadOnlyBuffer(), RegistrationText.crc(content), new CrcJoin(content.length));
        }

        int length() {
            return bytes.remaining();
        }

        int append(int crcBefore) {
            return join.join(crcBefore, crc);
        }
    }
}
