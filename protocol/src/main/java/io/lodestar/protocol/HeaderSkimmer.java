package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Finds in a header that is not going to be read what its refusal needs: code, opaque and flag. Keeps no byte of it, however long it is, and may be
 * given it in pieces. Confined to one thread.
 *
 * <p>A JSON header is not checked; only members of the outermost object count, and of those of one name the last.
 */
public final class HeaderSkimmer {
    private static final int BINARY_PART_LENGTH = 13;
    private static final int OPAQUE_AT = 5;
    private static final int FLAG_AT = 9;
    private static final int PIECE_BYTES = 8 * 1024;
    /** Longer than each name and number that is looked for. */
    private static final int MAX_WORD_LENGTH = 12;

    private final HeaderEncoding encoding;
    private final ByteBuf binary = Unpooled.buffer(BINARY_PART_LENGTH, BINARY_PART_LENGTH);
    private final int length;
    private int left;

    private int depth;
    /** The quote that ends the text which is being passed over; 0 outside of texts. */
    private byte quote;

    private boolean escaped;
    private String member = "";
    private final StringBuilder word = new StringBuilder();

    private Optional<Integer> code = Optional.empty();
    private Optional<Integer> opaque = Optional.empty();
    private Optional<Integer> flag = Optional.empty();

    /** Expects a header of so many bytes. */
    public HeaderSkimmer(HeaderEncoding encoding, int length) {
        this.encoding = encoding;
        this.length = length;
        this.left = length;
    }

    /** Returns how many bytes the header has. */
    public int length() {
        return length;
    }

    /** Returns the request whose frame starts in {@code in} with its frame word, as far as it is there; leaves the reader index where it is. */
    public static Optional<Frame> skim(ByteBuf in) {
        if (in.readableBytes() < Integer.BYTES) {
            return Optional.empty();
        }
        var beginning = in.slice();
        int word = beginning.readInt();
        var skimmer = new HeaderSkimmer(FrameCodec.encodingOf(word), FrameCodec.headerLengthOf(word));
        skimmer.add(beginning);
        return skimmer.request();
    }

    /** Takes the next bytes of the header from {@code in}, and no byte behind it. */
    public void add(ByteBuf in) {
        int count = Math.min(left, in.readableBytes());
        left -= count;
        if (encoding == HeaderEncoding.BINARY) {
            in.readBytes(binary, Math.min(count, binary.writableBytes()));
            return;
        }
        byte[] piece = new byte[Math.min(count, PIECE_BYTES)]; // buffers that are watched for leaks note each access
        while (count > 0) {
            int next = Math.min(count, piece.length);
            in.readBytes(piece, 0, next);
            for (int at = 0; at < next; at++) {
                pass(piece[at]);
            }
            count -= next;
        }
    }

    /** Returns whether nothing more is to be found. */
    public boolean isDone() {
        return left == 0 || request().isPresent();
    }

    /** Returns the request if it is known which it is and whether it wants an answer. */
    public Optional<Frame> request() {
        if (encoding == HeaderEncoding.BINARY) {
            return binary.isWritable()
                    ? Optional.empty()
                    : Optional.of(request(binary.getShort(0), binary.getInt(OPAQUE_AT), binary.getInt(FLAG_AT)));
        }
        boolean known = opaque.isPresent() && (left == 0 || (code.isPresent() && flag.isPresent()));
        return known ? Optional.of(request(code.orElse(0), opaque.get(), flag.orElse(0))) : Optional.empty();
    }

    private Frame request(int itsCode, int itsOpaque, int itsFlag) {
        var header = new Header(itsCode, Language.OTHER, 0, itsOpaque, itsFlag, "", ExtFields.ABSENT);
        return new Frame(encoding, header, Unpooled.EMPTY_BUFFER);
    }

    private void pass(byte next) {
        if (quote != 0) {
            passInText(next);
            return;
        }
        switch (next) {
            case '"', '\'' -> quote = next;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                endMember();
                depth--;
            }
            case ',' -> endMember();
            case ':' -> startValue();
            case ' ', '\t', '\r', '\n' -> {}
            default -> spell(next);
        }
    }

    private void passInText(byte next) {
        if (escaped) {
            escaped = false;
            spell(next);
        } else if (next == '\\') {
            escaped = true;
            spell(next); // so that it is no name and no number
        } else if (next == quote) {
            quote = 0;
        } else {
            spell(next);
        }
    }

    private void spell(byte next) {
        if (depth == 1 && word.length() < MAX_WORD_LENGTH) {
            word.append((char) next);
        }
    }

    private void startValue() {
        if (depth == 1) {
            member = word.toString();
            word.setLength(0);
        }
    }

    private void endMember() {
        if (depth != 1) {
            return;
        }
        switch (member) {
            case "code" -> code = number();
            case "opaque" -> opaque = number();
            case "flag" -> flag = number();
            default -> {}
        }
        member = "";
        word.setLength(0);
    }

    private Optional<Integer> number() {
        try {
            return Optional.of(Integer.valueOf(word.toString()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty(); // then there is nothing to pair an answer with
        }
    }
}
