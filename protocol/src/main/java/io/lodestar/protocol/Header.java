package io.lodestar.protocol;

/**
 * The header of one frame (protocol 1.3, 1.4). Immutable.
 *
 * @param code request code, or response code in a response
 * @param language the programming language of the sender
 * @param version the sender's release as an ordinal (protocol 1.11); 0 when it says nothing
 * @param opaque what pairs a response with its request; any 32-bit value
 * @param flag bit 0: response, bit 1: one-way
 * @param remark text, mostly about an error; empty when there is none
 * @param fields the extension fields
 */
public record Header(int code, Language language, int version, int opaque, int flag, String remark, ExtFields fields) {
    private static final int RESPONSE = 1;
    private static final int ONE_WAY = 2;

    /** Returns the header of a request that wants an answer. */
    public static Header request(RequestCode code, int opaque, ExtFields fields) {
        return new Header(code.code(), Language.JAVA, Release.SELF, opaque, 0, "", fields);
    }

    /** Returns the header of a request that wants no answer. */
    public static Header oneWay(RequestCode code, int opaque, ExtFields fields) {
        return new Header(code.code(), Language.JAVA, Release.SELF, opaque, ONE_WAY, "", fields);
    }

    /** Returns the header of the answer to this request. */
    public Header answer(ResponseCode outcome, String remarkText, ExtFields answerFields) {
        return new Header(outcome.code(), Language.JAVA, Release.SELF, opaque, RESPONSE, remarkText, answerFields);
    }

    /** Returns whether this is an answer. */
    public boolean isResponse() {
        return (flag & RESPONSE) != 0;
    }

    /** Returns whether the sender wants no answer. */
    public boolean isOneWay() {
        return (flag & ONE_WAY) != 0;
    }
}
