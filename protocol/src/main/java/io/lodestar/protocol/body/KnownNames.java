package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** The member names of the protocol, found by their bytes, so that they are not made anew for each member read. */
final class KnownNames {
    /** A power of two, several times the names. */
    private static final int SLOTS = 256;

    private static final Name NONE = new Name("");
    private static final Name[] NAMES = table(
            // of registrations
            "filterServerList topicConfigSerializeWrapper dataVersion mappingDataVersion topicConfigTable",
            "topicQueueMappingInfoMap topicQueueMappingDetailMap counter stateVersion timestamp",
            "attributes order perm readQueueNums writeQueueNums topicFilterType topicName topicSysFlag",
            "bname currIdMap dirty epoch scope topic totalQueues hostedQueues",
            // of answers
            "brokerDatas queueDatas filterServerTable orderTopicConf topicQueueMappingByBroker",
            "cluster brokerName brokerAddrs zoneName enableActingMaster brokerAddrTable clusterAddrTable",
            "brokerMemberGroup topicList brokerAddr table");

    private KnownNames() {}

    /** Returns the name that is written so; an empty one when it is not known. */
    static String find(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        int slot = slot(bytes, from, length);
        while (NAMES[slot] != NONE) {
            Name name = NAMES[slot];
            if (Arrays.equals(name.bytes, 0, name.bytes.length, bytes, from, from + length)) {
                return name.text;
            }
            slot = next(slot);
        }
        return "";
    }

    private static Name[] table(String... lines) {
        var table = new Name[SLOTS];
        Arrays.fill(table, NONE);
        for (String text : String.join(" ", lines).split(" ", -1)) {
            var name = new Name(text);
            int slot = slot(name.bytes, 0, name.bytes.length);
            while (table[slot] != NONE) {
                slot = next(slot);
            }
            table[slot] = name;
        }
        return table;
    }

    private static int slot(byte[] bytes, int from, int length) {
        int hash = (length * 31 + bytes[from]) * 31 + bytes[from + length / 2];
        return (hash * 31 + bytes[from + length - 1]) & SLOTS - 1;
    }

    private static int next(int slot) {
        return slot + 1 & SLOTS - 1;
    }

    /** A name and its bytes. */
    private static final class Name {
        private final byte[] bytes;
        private final String text;

        Name(String text) {
            this.bytes = text.getBytes(ISO_8859_1);
            this.text = text;
        }
    }
}
