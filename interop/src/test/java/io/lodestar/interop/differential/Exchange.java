package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request and what each server made of it. The rules of intended differences edit the two views until they agree.
 *
 * @param apache the view of Apache's answer, mutable
 * @param ours the view of our answer, mutable
 */
record Exchange(Request request, ObjectNode apache, ObjectNode ours, Situation situation) {
    boolean isRequest(int code) {
        return request.code() == code;
    }

    /** Returns whether the views differ in a member and have these texts there. */
    boolean differs(String member, String apacheText, String oursText) {
        return apache.path(member).asText().equals(apacheText)
                && ours.path(member).asText().equals(oursText);
    }

    /** Takes a member of our view over from Apache's. */
    void forgive(String member) {
        if (apache.has(member)) {
            ours.set(member, apache.get(member));
        } else {
            ours.remove(member);
        }
    }

    /** Returns the elements of an array in a view's body. */
    static List<JsonNode> elements(ObjectNode view, String array) {
        List<JsonNode> elements = new ArrayList<>();
        view.path("body").path(array).forEach(elements::add);
        return elements;
    }

    /** Returns the element of an array in a view's body that belongs to a broker name. */
    static Optional<ObjectNode> ofBroker(ObjectNode view, String array, String brokerName) {
        return elements(view, array).stream()
                .filter(element -> element.path("brokerName").asText().equals(brokerName))
                .map(ObjectNode.class::cast)
                .findFirst();
    }
}
