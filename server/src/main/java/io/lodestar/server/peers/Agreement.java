package io.lodestar.server.peers;

/** How what another name server knows compares with what this one knows. */
public enum Agreement {
    /** Nothing that was seen twice differs. */
    SAME("same"),
    /** Something differs, and did so a round ago. */
    DIFFERS("differs"),
    /** It does not answer. */
    UNREACHABLE("unreachable"),
    /** It answers, and is no Lodestar that can be compared with. */
    UNSUPPORTED("unsupported"),
    /** It was not asked yet, refuses to tell, or one of the two has only just started. */
    UNKNOWN("unknown");

    private final String text;

    Agreement(String text) {
        this.text = text;
    }

    /** Returns the word for it, for people. */
    public String text() {
        return text;
    }
}
