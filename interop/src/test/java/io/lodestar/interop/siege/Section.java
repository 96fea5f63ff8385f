package io.lodestar.interop.siege;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A number in what a compressed registration holds, and what follows it.
 *
 * @param number how many bytes of text follow, if it tells the truth, or how many sections
 * @param text {@link Raw}
 */
record Section(int number, String text) {
    private static final int MANY = 10_000;

    static Section count(int number) {
        return new Section(number, "");
    }

    static Section text(String text) {
        return new Section(text.length(), text);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(number);
        out.write(Raw.bytes(text));
    }

    static byte[] written(List<Section> sections) {
        return Message.written(out -> {
            for (var section : sections) {
                section.writeTo(out);
            }
        });
    }

    /** Takes plain bytes apart again, as far as lengths can be told from counts: a number is a length if text like ours follows. */
    static List<Section> read(byte[] plain) {
        var in = ByteBuffer.wrap(plain);
        var sections = new ArrayList<Section>();
        while (in.remaining() >= Integer.BYTES && sections.size() < MANY) {
            int number = in.getInt();
            boolean isLength = number > 1 && number <= in.remaining() && in.get(in.position()) >= ' ';
            var text = new byte[isLength ? number : 0];
            in.get(text);
            sections.add(new Section(number, Raw.of(text)));
        }
        return sections;
    }
}
