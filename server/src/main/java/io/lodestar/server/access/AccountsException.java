package io.lodestar.server.access;

/** Accounts cannot be read; the message is for whoever wrote the file, and tells no secret. */
public final class AccountsException extends Exception {
    private static final long serialVersionUID = 1L;

    AccountsException(String message) {
        super(message);
    }

    AccountsException(String message, Throwable cause) {
        super(message, cause);
    }
}
