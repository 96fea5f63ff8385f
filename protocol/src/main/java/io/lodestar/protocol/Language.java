package io.lodestar.protocol;

/** The programming language of a peer (protocol 1.10): declared in the order of the codes of the binary header. */
public enum Language {
    JAVA,
    CPP,
    DOTNET,
    PYTHON,
    DELPHI,
    ERLANG,
    RUBY,
    OTHER,
    HTTP,
    GO,
    PHP,
    OMS,
    RUST,
    NODE_JS,
    /** A name or code that is not in the table, which is tolerated. */
    UNKNOWN;

    private static final Language[] BY_CODE = values();

    /** Returns the code in a binary header. */
    public int code() {
        return ordinal();
    }

    /** Returns the language of a binary header's code. */
    public static Language of(int code) {
        return code >= 0 && code < UNKNOWN.ordinal() ? BY_CODE[code] : UNKNOWN;
    }

    /** Returns the language of a JSON header's name. */
    public static Language of(String name) {
        for (Language language : BY_CODE) {
            if (language.name().equals(name)) {
                return language;
            }
        }
        return UNKNOWN;
    }
}
