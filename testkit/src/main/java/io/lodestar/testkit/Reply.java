package io.lodestar.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What a {@link ScriptedNameServer} does with a question. Immutable. */
public sealed interface Reply {
    /** Returns a success with this body, a JSON text for most questions; empty for none. */
    static Reply success(String body) {
        return new Answer(0, "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a success with fields and no body. */
    static Reply success(Map<String, String> fields) {
        return new Answer(0, "", fields, new byte[0]);
    }

    /** Returns an answer with another code than success, such as 17 for a topic that has no route. */
    static Reply refusal(int code, String remark) {
        return new Answer(code, remark, Map.of(), new byte[0]);
    }

    /** Returns what a server does that hangs: nothing, while the connection stays open. */
    static Reply silence() {
        return new Silence();
    }

    /** Returns what a server does that crashes: the connection is closed. */
    static Reply hangUp() {
        return new HangUp();
    }

    /** Returns this reply after a while; questions that come meanwhile are not held up by it. */
    default Reply after(Duration delay) {
        return new Late(delay, this);
    }

    /**
     * An answer.
     *
     * @param code 0 for success
     * @param remark the text beside another code
     * @param fields the fields of the header
     * @param body the body's bytes
     */
    record Answer(int code, String remark, Map<String, String> fields, byte[] body) implements Reply {
        /** Copies the fields. */
        public Answer {
            fields = Map.copyOf(fields);
        }
    }

    /** No answer. */
    record Silence() implements Reply {}

    /** The end of the connection. */
    record HangUp() implements Reply {}

    /**
     * Another reply, later.
     *
     * @param delay how much later
     */
    record Late(Duration delay, Reply reply) implements Reply {}
}
