package io.lodestar.server.config;

import io.lodestar.transport.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name servers, each {@code host:port}, in the order in which they were written.
 *
 * @param addresses no two of them alike
 */
public record MemberList(List<String> addresses) {
    /** No name server at all. */
    public static final MemberList NONE = new MemberList(List.of());

    /** More would not find out about one another in time. */
    static final int MAX_MEMBERS = 64;

    private static final Pattern BETWEEN = Pattern.compile("[;,\\s]+");

    /** Copies the list. */
    public MemberList {
        addresses = List.copyOf(addresses);
    }

    /** Reads a list with semicolons, commas or blanks between its members; empty when it is none. */
    static Optional<MemberList> parse(String text) {
        var found = new ArrayList<String>();
        for (var part : BETWEEN.split(text)) {
            if (!part.isEmpty() && !found.contains(part)) {
                found.add(part);
            }
        }
        boolean good = found.size() <= MAX_MEMBERS && found.stream().allMatch(MemberList::isAddress);
        return good ? Optional.of(new MemberList(found)) : Optional.empty();
    }

    private static boolean isAddress(String text) {
        try {
            return !Addresses.parse(text).getHostString().isEmpty();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Returns whether there is no member. */
    public boolean isEmpty() {
        return addresses.isEmpty();
    }

    /** Returns the list as it may be written: with semicolons. */
    @Override
    public String toString() {
        return String.join(";", addresses);
    }
}
