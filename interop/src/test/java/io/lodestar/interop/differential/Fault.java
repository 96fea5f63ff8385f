package io.lodestar.interop.differential;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Ways to be wrong that the comparison must notice, in what a server does or in how it answers. */
enum Fault {
    UNREGISTRATIONS_ARE_LOST {
        @Override
        Request tamper(Request request) {
            return request.code() == UNREGISTER_BROKER ? harmless(request) : request;
        }
    },
    TOPIC_DELETIONS_ARE_LOST {
        @Override
        Request tamper(Request request) {
            return request.code() == DELETE_TOPIC ? harmless(request) : request;
        }
    },
    SWITCHES_ARE_IGNORED {
        @Override
        Request tamper(Request request) {
            return request.code() == UPDATE_CONFIG ? request.withBody("# nothing") : request;
        }
    },
    ZONES_ARE_IGNORED {
        @Override
        Request tamper(Request request) {
            return request.code() == REGISTER_BROKER ? request.without("__ZONE_NAME") : request;
        }
    },
    MASTERS_ARE_SLAVES {
        @Override
        Request tamper(Request request) {
            boolean master = request.code() == REGISTER_BROKER
                    && request.field("brokerId").equals("0");
            return master ? request.with("brokerId", "3") : request;
        }
    },
    ONE_WAY_REGISTRATIONS_ARE_LOST {
        @Override
        Request tamper(Request request) {
            return request.code() == REGISTER_BROKER && request.oneWay() ? request.without("brokerId") : request;
        }
    },
    LINES_ARE_NOT_WATCHED,
    PERMISSIONS_ARE_WRONG {
        @Override
        Answer tamper(Request request, Answer answer) {
            return request.code() == ROUTE
                    ? withBody(answer, body(answer).replace("\"perm\":4", "\"perm\":12"))
                    : answer;
        }
    },
    QUEUES_ARE_MISCOUNTED {
        @Override
        Answer tamper(Request request, Answer answer) {
            return withBody(answer, body(answer).replace("\"writeQueueNums\":8", "\"writeQueueNums\":9"));
        }
    },
    OLD_CLIENTS_GET_STANDARD_JSON {
        @Override
        Answer tamper(Request request, Answer answer) {
            boolean old = request.code() == ROUTE && request.version() < FIRST_WITH_STANDARD_JSON;
            return old ? withBody(answer, body(answer).replaceAll("([{,])(\\d+):", "$1\"$2\":")) : answer;
        }
    },
    NOT_FOUND_IS_A_FAULT {
        @Override
        Answer tamper(Request request, Answer answer) {
            return answer.code() == TOPIC_NOT_EXIST ? withCode(answer, 1) : answer;
        }
    },
    VERSIONS_NEVER_CHANGE {
        @Override
        Answer tamper(Request request, Answer answer) {
            boolean changed = answer.field("changed").equals("true");
            return changed ? withFields(answer, answer.fields().map(fields -> Map.of("changed", "false"))) : answer;
        }
    },
    EMPTY_FIELDS_ARE_LEFT_OUT {
        @Override
        Answer tamper(Request request, Answer answer) {
            return withFields(answer, answer.fields().filter(fields -> !fields.isEmpty()));
        }
    },
    OPAQUES_ARE_WRONG {
        @Override
        Answer tamper(Request request, Answer answer) {
            return new Answer(
                    answer.binary(),
                    answer.code(),
                    answer.language(),
                    answer.version(),
                    answer.opaque() + 1,
                    answer.flag(),
                    answer.remark(),
                    answer.fields(),
                    answer.body());
        }
    };

    private static final int REGISTER_BROKER = 103;
    private static final int UNREGISTER_BROKER = 104;
    private static final int ROUTE = 105;
    private static final int DELETE_TOPIC = 216;
    private static final int UPDATE_CONFIG = 318;
    private static final int BROKER_HEARTBEAT = 904;
    private static final int TOPIC_NOT_EXIST = 17;
    private static final int FIRST_WITH_STANDARD_JSON = 401;

    /** Returns what reaches the server in the request's place. */
    Request tamper(Request request) {
        return request;
    }

    /** Returns what reaches the test in the answer's place. */
    Answer tamper(Request request, Answer answer) {
        return answer;
    }

    /** Returns a request that is answered like the given one, but does nothing. */
    private static Request harmless(Request request) {
        Request heartbeat = Request.of(BROKER_HEARTBEAT, "clusterName", "none", "brokerAddr", "none");
        return request.oneWay() ? heartbeat.asOneWay() : heartbeat.withStyle(request.style());
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Answer withBody(Answer answer, String body) {
        return new Answer(
                answer.binary(),
                answer.code(),
                answer.language(),
                answer.version(),
                answer.opaque(),
                answer.flag(),
                answer.remark(),
                answer.fields(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer withCode(Answer answer, int code) {
        return new Answer(
                answer.binary(),
                code,
                answer.language(),
                answer.version(),
                answer.opaque(),
                answer.flag(),
                answer.remark(),
                answer.fields(),
                answer.body());
    }

    private static Answer withFields(Answer answer, Optional<Map<String, String>> fields) {
        return new Answer(
                answer.binary(),
                answer.code(),
                answer.language(),
                answer.version(),
                answer.opaque(),
                answer.flag(),
                answer.remark(),
                fields,
                answer.body());
    }
}
