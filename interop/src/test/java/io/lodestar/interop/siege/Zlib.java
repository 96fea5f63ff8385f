package io.lodestar.interop.siege;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Packs and unpacks the bodies of brokers that compress their registration. */
final class Zlib {
    private static final int CHUNK = 4096;

    private Zlib() {}

    static byte[] deflate(byte[] plain) {
        return deflate(plain, Deflater.DEFAULT_COMPRESSION);
    }

    static byte[] deflate(byte[] plain, int level) {
        var deflater = new Deflater(level);
        try {
            deflater.setInput(plain);
            deflater.finish();
            var packed = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                packed.write(chunk, 0, deflater.deflate(chunk));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** As much as can be inflated. */
    static byte[] inflate(byte[] packed) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            var plain = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
                plain.write(chunk, 0, count);
            }
            return plain.toByteArray();
        } catch (DataFormatException broken) {
            return packed;
        } finally {
            inflater.end();
        }
    }
}
