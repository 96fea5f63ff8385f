package io.lodestar.protocol;

/**
 * How much the header of a frame may bring. Each breach is a {@link LimitExceededException} that names the limit.
 *
 * @param maxLength bytes of the header
 * @param maxRemarkLength bytes of its remark, or characters where it is JSON
 * @param maxFields extension fields
 * @param maxFieldLength bytes of the name or of the value of one of them, or characters where it is JSON
 */
public record HeaderLimits(int maxLength, int maxRemarkLength, int maxFields, int maxFieldLength) {
    /** Far above what real peers send. */
    public static final HeaderLimits DEFAULT = new HeaderLimits(1 << 20, 16 << 10, 256, 512 << 10);

    /** None but those of the encodings: for the frames of peers that one has chosen. */
    public static final HeaderLimits NONE =
            new HeaderLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** The least that a length may be limited to: what is shorter is read without looking at the lengths of its parts. */
    public static final int MIN_LENGTH = HeaderScratch.USUAL_LENGTH;

    /** Refuses limits that real peers would meet. */
    public HeaderLimits {
        if (Math.min(maxLength, Math.min(maxRemarkLength, maxFieldLength)) < MIN_LENGTH || maxFields < 1) {
            throw new IllegalArgumentException("a length is limited to less than " + MIN_LENGTH
                    + ", or the number of fields to less than 1: maxLength=" + maxLength + " maxRemarkLength="
                    + maxRemarkLength + " maxFields=" + maxFields + " maxFieldLength=" + maxFieldLength);
        }
    }

    void checkLength(int length) {
        if (length > maxLength) {
            throw tooLong(length);
        }
    }

    /** Says that a header of so many bytes is too long. */
    public LimitExceededException tooLong(int length) {
        return new LimitExceededException("header of " + length + " bytes", "headerMaxLength", maxLength);
    }

    void checkRemark(int length) {
        if (length > maxRemarkLength) {
            throw new LimitExceededException("remark of length " + length, "remarkMaxLength", maxRemarkLength);
        }
    }

    void checkFieldCount(int count) {
        if (count > maxFields) {
            throw new LimitExceededException("number of extension fields", "fieldMaxCount", maxFields);
        }
    }

    void checkField(int length) {
        if (length > maxFieldLength) {
            throw new LimitExceededException("extension field of length " + length, "fieldMaxLength", maxFieldLength);
        }
    }
}
