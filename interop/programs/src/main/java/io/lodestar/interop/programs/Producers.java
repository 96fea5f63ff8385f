package io.lodestar.interop.programs;

import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;

/** Makes producers; each is its own client instance, so it learns its routes afresh. */
final class Producers {
    private static final String GROUP = "lodestar-producers";
    private static final int SEND_TIMEOUT_MILLIS = 10_000;

    /** Often, to meet a name server that is away; the default is 30 s. */
    private static final int POLL_INTERVAL_MILLIS = 1_000;

    private Producers() {}

    static DefaultMQProducer started(String nameServers, Credentials credentials) throws MQClientException {
        var producer = credentials
                .hook()
                .map(hook -> new DefaultMQProducer(GROUP, hook))
                .orElseGet(() -> new DefaultMQProducer(GROUP));
        if (!nameServers.isEmpty()) {
            producer.setNamesrvAddr(nameServers);
        }
        producer.setInstanceName("producer-" + System.nanoTime());
        producer.setSendMsgTimeout(SEND_TIMEOUT_MILLIS);
        producer.setPollNameServerInterval(POLL_INTERVAL_MILLIS);
        try {
            producer.start();
        } catch (MQClientException e) {
            producer.shutdown();
            throw e;
        }
        return producer;
    }
}
