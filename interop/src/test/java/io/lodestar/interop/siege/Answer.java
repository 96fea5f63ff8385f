package io.lodestar.interop.siege;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What the server said to one request. */
record Answer(int code, int opaque, int flag, String remark, byte[] body) {
    private static final int TYPE_SHIFT = 24;
    private static final int LENGTH_MASK = 0xffffff;
    private static final int HTTP = 0x48545450;
    private static final int LARGEST = 64 << 20;
    private static final int BEFORE_CODE_ENDS = 2;
    private static final int LANGUAGE_AND_VERSION = 3;
    private static final Set<Integer> KNOWN_CODES = Set.of(0, 1, 2, 3, 16, 17, 22, 1500);
    private static final int ROUTES_CHANGED = 24_002;
    private static final int ONE_WAY = 2;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Reads the next answer of a stream.
     *
     * @throws AssertionError when what comes is no answer
     */
    static Answer read(DataInputStream in) throws IOException {
        return read(in, false);
    }

    /**
     * As {@link #read(DataInputStream)}.
     *
     * @param mayBeForeign whether it may be in another protocol
     * @throws ForeignAnswerException when it is
     */
    static Answer read(DataInputStream in, boolean mayBeForeign) throws IOException {
        var answer = next(in, mayBeForeign);
        while (answer.isPush()) {
            answer = next(in, mayBeForeign);
        }
        return answer;
    }

    /** Returns whether it answers nothing, but tells somebody who watches routes of a change. */
    private boolean isPush() {
        return code == ROUTES_CHANGED && flag == ONE_WAY;
    }

    private static Answer next(DataInputStream in, boolean mayBeForeign) throws IOException {
        int length = in.readInt();
        int word = in.readInt();
        if (mayBeForeign && isForeign(length, word)) {
            throw new ForeignAnswerException();
        }
        int headerLength = word & LENGTH_MASK;
        if (length < Integer.BYTES + headerLength || length > LARGEST) {
            throw new AssertionError("an answer of " + length + " bytes with a header of " + headerLength);
        }
        byte[] header = new byte[headerLength];
        in.readFully(header);
        byte[] body = new byte[length - Integer.BYTES - headerLength];
        in.readFully(body);
        return word >>> TYPE_SHIFT == 1 ? binary(ByteBuffer.wrap(header), body) : json(header, body);
    }

    /** Returns whether it begins like HTTP, like TLS, or like the settings or the good-bye of HTTP/2. */
    private static boolean isForeign(int length, int word) {
        boolean isHttp = length == HTTP;
        boolean isTls = length >>> TYPE_SHIFT >= 0x14 && length >>> TYPE_SHIFT <= 0x17 && ((length >> 16) & 0xff) == 3;
        boolean isHttp2 = word == 0 && ((length & 0xff) == 4 || (length & 0xff) == 7);
        return isHttp || isTls || isHttp2;
    }

    /** Returns what is wrong with it, whatever was asked. */
    Optional<String> fault() {
        if ((flag & 1) == 0) {
            return Optional.of("an answer that says it is a request: " + this);
        }
        if (!KNOWN_CODES.contains(code)) {
            return Optional.of("an answer with an unknown code: " + this);
        }
        return remark.contains("internal error") ? Optional.of("a fault of the server's: " + this) : Optional.empty();
    }

    @Override
    public String toString() {
        return "code " + code + ", opaque " + opaque + ", flag " + flag + ", remark " + remark + ", body of "
                + body.length + " bytes";
    }

    private static Answer json(byte[] header, byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(header);
            return new Answer(
                    tree.path("code").asInt(-1),
                    tree.path("opaque").asInt(),
                    tree.path("flag").asInt(),
                    tree.path("remark").asText(),
                    body);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("a header that is no JSON: " + new String(header, StandardCharsets.UTF_8), broken);
        } catch (IOException broken) {
            throw new AssertionError("a header that is no text: " + Raw.of(header), broken);
        }
    }

    private static Answer binary(ByteBuffer header, byte[] body) {
        int code = header.getShort();
        header.position(BEFORE_CODE_ENDS + LANGUAGE_AND_VERSION);
        int opaque = header.getInt();
        int flag = header.getInt();
        byte[] remark = new byte[header.getInt()];
        header.get(remark);
        return new Answer(code, opaque, flag, new String(remark, StandardCharsets.UTF_8), body);
    }
}
