/*
 * The bound of the bench: a server that does nothing but cut requests by their length and send the same answer to
 * each. One thread, epoll, as many requests per read and as many answers per write as there are.
 *
 *     echo PORT FILE       FILE holds the answer, a whole frame
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { INPUT_BYTES = 1 << 18, OUTPUT_BYTES = 1 << 18, EVENTS = 1024, LENGTH_BYTES = 4 };

/* One client. Of a request only its length is looked at; of the answers only their number is kept. */
struct client {
    int socket;
    int waits_for_room;
    uint8_t length[LENGTH_BYTES]; /* a length field that arrived in pieces */
    int length_bytes;
    uint64_t to_skip;  /* bytes of the current request that are still to come */
    uint64_t to_send;  /* bytes of answers that are owed */
    uint64_t position; /* in the answer that is being sent */
};

static uint8_t input[INPUT_BYTES];
static uint8_t *output; /* the answer, as often as fits, at least once */
static uint64_t answer_bytes;
static uint64_t output_bytes;
static int poller;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void read_answer(const char *file) {
    FILE *in = fopen(file, "rb");
    if (!in) fail(file);
    fseek(in, 0, SEEK_END);
    answer_bytes = (uint64_t) ftell(in);
    rewind(in);
    uint64_t copies = answer_bytes < OUTPUT_BYTES ? OUTPUT_BYTES / answer_bytes : 1;
    /* one more, so that a block of full size can start in the middle of an answer */
    output_bytes = copies * answer_bytes;
    output = malloc(output_bytes + answer_bytes);
    if (!output || fread(output, 1, answer_bytes, in) != answer_bytes) fail(file);
    for (uint64_t i = 1; i <= copies; i++) memcpy(output + i * answer_bytes, output, answer_bytes);
    fclose(in);
}

static void drop(struct client *client) {
    close(client->socket);
    free(client);
}

/* Counts the requests that end in these bytes. */
static uint64_t cut(struct client *client, const uint8_t *bytes, uint64_t count) {
    uint64_t requests = 0;
    while (count > 0) {
        if (client->to_skip > 0) {
            uint64_t skipped = count < client->to_skip ? count : client->to_skip;
            client->to_skip -= skipped;
            bytes += skipped;
            count -= skipped;
            requests += client->to_skip == 0;
            continue;
        }
        client->length[client->length_bytes++] = *bytes++;
        count--;
        if (client->length_bytes == LENGTH_BYTES) {
            uint32_t length;
            memcpy(&length, client->length, LENGTH_BYTES);
            client->to_skip = ntohl(length);
            client->length_bytes = 0;
        }
    }
    return requests;
}

static void wait_for_room(struct client *client, int wait) {
    if (client->waits_for_room == wait) return;
    client->waits_for_room = wait;
    struct epoll_event event = {.events = wait ? EPOLLOUT : EPOLLIN, .data.ptr = client};
    if (epoll_ctl(poller, EPOLL_CTL_MOD, client->socket, &event) < 0) fail("epoll_ctl");
}

/* Sends what is owed; returns 0 when the client has gone. */
static int answer(struct client *client) {
    while (client->to_send > 0) {
        uint64_t block = client->to_send < output_bytes ? client->to_send : output_bytes;
        ssize_t sent = send(client->socket, output + client->position, block, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN && errno != EINTR) return 0;
            break;
        }
        client->to_send -= (uint64_t) sent;
        client->position = (client->position + (uint64_t) sent) % answer_bytes;
    }
    wait_for_room(client, client->to_send > 0);
    return 1;
}

static int serve(struct client *client, uint32_t events) {
    if (events & EPOLLIN) {
        ssize_t count = recv(client->socket, input, INPUT_BYTES, 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return 0;
        if (count > 0) client->to_send += answer_bytes * cut(client, input, (uint64_t) count);
    }
    return answer(client);
}

static void welcome(int listener) {
    int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (socket < 0) return;
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct client *client = calloc(1, sizeof *client);
    if (!client) fail("calloc");
    client->socket = socket;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) < 0) fail("epoll_ctl");
}

static int open_listener(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int on = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (listener < 0) fail("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *) &address, sizeof address) < 0) fail("bind");
    if (listen(listener, 4096) < 0) fail("listen");
    return listener;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: echo PORT FILE\n");
        return 2;
    }
    read_answer(argv[2]);
    poller = epoll_create1(0);
    if (poller < 0) fail("epoll_create1");
    int listener = open_listener(atoi(argv[1]));
    struct epoll_event first = {.events = EPOLLIN, .data.ptr = NULL};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &first) < 0) fail("epoll_ctl");
    struct epoll_event events[EVENTS];
    for (;;) {
        int count = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            struct client *client = events[i].data.ptr;
            if (!client) {
                welcome(listener);
            } else if (!serve(client, events[i].events)) {
                drop(client);
            }
        }
    }
}
