package io.lodestar.apache;

/** What became of asking a name server to push. */
sealed interface Answer {
    /**
     * It pushes.
     *
     * @param changes of the topics that it was asked about
     * @param watched of how many topics it tells this connection
     */
    record Watching(Changes changes, int watched) implements Answer {}

    /** It does not know the request: another's name server, or an older one. */
    record Unsupported() implements Answer {}

    /** It knows the request, and says no. */
    record Refused(int code, String remark) implements Answer {}

    /** It said nothing, or could not be reached. */
    record Silence(String reason) implements Answer {}
}
