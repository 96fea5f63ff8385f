package io.lodestar.protocol.body;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The {@code bodyCrc32} field of a registration: CRC-32 of the raw body without its top bit (protocol 3.4). */
public final class BodyChecksum {
    private BodyChecksum() {}

    /** Returns the checksum of the readable bytes; 0 when there are none. */
    public static int of(ByteBuf body) {
        CRC32 crc = new CRC32();
        for (ByteBuffer part : body.nioBuffers()) {
            crc.update(part);
        }
        return (int) (crc.getValue() & Integer.MAX_VALUE);
    }
}
