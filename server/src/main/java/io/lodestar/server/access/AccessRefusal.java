package io.lodestar.server.access;

/** Why a request was not allowed. */
public enum AccessRefusal {
    /** Nothing says who sent it. */
    NOT_SIGNED,
    /** No account has its access key. */
    UNKNOWN_ACCESS_KEY,
    /** No account has the certificate of its sender. */
    UNKNOWN_CERTIFICATE,
    /** It is not signed with the secret key that belongs to its access key. */
    WRONG_SIGNATURE,
    /** Its body or its fields are more than a request of its code has, and would cost too much to verify. */
    TOO_LONG,
    /** Its account may not be used from where it came. */
    SOURCE,
    /** Its account has none of the roles that its code needs. */
    ROLE,
    /** Its account may not speak for the broker that it names or means. */
    BROKER,
    /** It would change the configuration, came over the network, and proves no admin. */
    CONFIGURATION_FROM_AFAR
}
