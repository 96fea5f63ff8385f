package io.lodestar.interop.siege;

import java.util.List;

/** Values that readers are known to stumble over, as {@link Raw} text. */
final class Oddities {
    /** What can stand as the text of a number, or cannot quite. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "00",
            "+1",
            "127",
            "32768",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e9",
            "1e308",
            "1e-400",
            "1e999999999",
            "0.1",
            "106.0",
            ".5",
            "5.",
            "0x10",
            "NaN",
            "-Infinity",
            "1_000",
            "9".repeat(100),
            "9".repeat(3_000),
            "0." + "1".repeat(2_000));

    /** Texts, without the quotes; some are no UTF-8, and some are no JSON without an escape. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "a",
            "\\u0000",
            "\\n\\r\\t",
            "\\ud800",
            "\\udc00\\ud800",
            "\\ud83d\\ude00",
            "\\u",
            "\\u12",
            "\\x",
            "\\",
            "\"",
            "'",
            "\u0000",
            "\n",
            "\u0001\u0002\u001f",
            "\u00c0\u0080", // an overlong zero
            "\u00ed\u00a0\u0080", // a surrogate of its own
            "\u00f4\u0090\u0080\u0080", // beyond the last character
            "\u00ff\u00fe",
            "\u00e2\u0082", // cut short
            Raw.of("größe-主题-🚀"),
            Raw.of("\u202Egnp.exe"),
            "../../../../etc/passwd",
            "${jndi:ldap://127.0.0.1/a}",
            "%s%n%x",
            "{}",
            "[]",
            "fuzz-account",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "====",
            "127.0.0.1:0",
            "127.0.0.1:99999",
            "[::1]:10911",
            "no-such-host.invalid:1",
            ":",
            ";".repeat(64),
            "x".repeat(127),
            "x".repeat(256),
            "x".repeat(4_096),
            "\\u0041".repeat(1_000),
            Raw.of("主".repeat(1_500)));

    /** Whole values of JSON. */
    static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "{\"\":{}}",
            "\"\"",
            "{\"$ref\":\"$\"}",
            "{\"@type\":\"java.lang.Runtime\"}",
            "nul",
            "undefined",
            "/**/1",
            "//\n1",
            "[1,]",
            "{,}",
            "'single'",
            "{a:1}",
            "{1:2}");

    private Oddities() {}

    /** Brackets that open so often and close again, or not. */
    static String nested(int depth, boolean closed) {
        return closed ? "[".repeat(depth) + "]".repeat(depth) : "{\"a\":".repeat(depth);
    }
}
