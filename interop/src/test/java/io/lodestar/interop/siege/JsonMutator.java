package io.lodestar.interop.siege;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Spoils JSON by its tokens, so that what comes out is wrong in one place and right in all others. */
final class JsonMutator {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|[a-zA-Z_]+|.", Pattern.DOTALL);
    private static final List<Integer> DEPTHS = List.of(2, 16, 65, 200, 3_000);

    private final Chance chance;

    JsonMutator(Chance chance) {
        this.chance = chance;
    }

    /** Returns the text with one to three changes. */
    String mutate(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int i = chance.below(3); i >= 0 && !tokens.isEmpty(); i--) {
            change(tokens);
        }
        return String.join("", tokens);
    }

    private void change(List<String> tokens) {
        int at = chance.below(tokens.size());
        switch (chance.below(9)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> Collections.swap(tokens, at, chance.below(tokens.size()));
            case 3 -> tokens.set(at, chance.of(tokens));
            case 4 -> tokens.subList(at, tokens.size()).clear();
            case 5 -> copyPart(tokens, at);
            default -> tokens.set(at, instead(tokens.get(at)));
        }
    }

    /** Repeats a part that opens and closes, somewhere. */
    private void copyPart(List<String> tokens, int from) {
        int depth = 0;
        for (int to = from; to < tokens.size(); to++) {
            depth += switch (tokens.get(to)) {
                case "{", "[" -> 1;
                case "}", "]" -> -1;
                default -> 0;
            };
            if (depth <= 0) {
                tokens.addAll(chance.below(tokens.size()), List.copyOf(tokens.subList(from, to + 1)));
                return;
            }
        }
    }

    private String instead(String token) {
        return switch (chance.below(8)) {
            case 0 -> Oddities.nested(chance.of(DEPTHS), chance.oneIn(2));
            case 1, 2 -> chance.of(Oddities.VALUES);
            case 3, 4 -> chance.of(Oddities.NUMBERS);
            case 5 -> token.startsWith("\"") ? token.replace('"', chance.oneIn(2) ? '\'' : ' ') : "\"" + token + "\"";
            default -> "\"" + chance.of(Oddities.TEXTS) + "\"";
        };
    }
}
