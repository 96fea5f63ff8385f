package io.lodestar.interop.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Packs and unpacks the bodies of brokers that compress their registration. */
final class Zlib {
    private static final int CHUNK = 4096;

    private Zlib() {}

    static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(plain);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (!deflater.finished()) {
            packed.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return packed.toByteArray();
    }

    /** Returns the inflated bytes as text for a failure message, as far as they can be inflated. */
    static String describe(byte[] packed) {
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        String end = "";
        try {
            int count = inflater.inflate(chunk);
            while (count > 0) {
                plain.write(chunk, 0, count);
                count = inflater.inflate(chunk);
            }
        } catch (DataFormatException broken) {
            end = " (then " + broken.getMessage() + ")";
        }
        inflater.end();
        return "zlib " + plain.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", "|") + end;
    }
}
