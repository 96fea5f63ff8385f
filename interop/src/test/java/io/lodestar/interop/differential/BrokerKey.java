package io.lodestar.interop.differential;

/** Who a broker says it is. */
public record BrokerKey(String cluster, String name, long id, String address) {
    /** Returns the address under which the broker says its slaves copy from it. */
    String haAddress() {
        return address + "1";
    }

    /** Adds what unregistering and its like call this broker by. */
    public Request identify(Request request) {
        return request.with("clusterName", cluster)
                .with("brokerName", name)
                .with("brokerAddr", address)
                .with("brokerId", Long.toString(id));
    }
}
