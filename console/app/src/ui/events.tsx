import type { JournalEvent } from '../api/types';
import { moment, number, timeOfDay } from '../lib/format';
import { link } from '../lib/router';
import { kindText, toneOf } from '../texts/kinds';
import { common } from '../texts/common';
import { Ago, Mono } from './parts';

/** How many of an event's topics are named. */
const NAMED = 3;

/** What happened, a line each. */
export function EventList({ events, clock }: { events: readonly JournalEvent[]; clock?: boolean }) {
  return (
    <ol class="events">
      {events.map((event) => (
        <EventLine key={event.sequence} event={event} clock={clock ?? false} />
      ))}
    </ol>
  );
}

function EventLine({ event, clock }: { event: JournalEvent; clock: boolean }) {
  const topics = event.topics ?? [];
  return (
    <li class={`event event-${toneOf(event.kind)}`}>
      <span class="event-mark" aria-hidden="true" />
      <span class="event-time">
        {clock ? (
          <time dateTime={new Date(event.atMillis).toISOString()} title={moment(event.atMillis)}>
            {timeOfDay(event.atMillis)}
          </time>
        ) : (
          <Ago at={event.atMillis} />
        )}
      </span>
      <span class="event-body">
        <strong>{kindText(event.kind)}</strong>{' '}
        {event.broker !== undefined && (
          <a class="mono" href={link(['brokers', event.broker])}>
            {event.broker}
          </a>
        )}{' '}
        {topics.slice(0, NAMED).map((topic) => (
          <>
            <a key={topic} class="mono" href={link(['topics', topic])}>
              {topic}
            </a>{' '}
          </>
        ))}
        {topics.length > NAMED && <span class="muted">+{number(topics.length - NAMED)} </span>}
        {event.text !== '' && (
          <span class="event-text" lang="en">
            {event.text}
          </span>
        )}{' '}
        {(event.principal !== undefined || event.address !== undefined) && (
          <span class="event-by">
            {event.principal} {event.address !== undefined && <Mono>{event.address}</Mono>}
          </span>
        )}
      </span>
    </li>
  );
}

export function NoEvents() {
  return <p class="muted">{common.value.nothing}</p>;
}
