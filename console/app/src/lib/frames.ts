/** One event of an event stream, as it came over the wire. */
export interface Frame {
  id?: string;
  event: string;
  data: string;
}

/** Cuts the text of an event stream into events, wherever the network cut it; what is not whole yet waits for more. */
export class Frames {
  private rest = '';
  private id: string | undefined;
  private event = 'message';
  private data: string[] = [];

  /** Tells by the way how long to wait before the stream is asked for again, when the server says so. */
  constructor(private readonly onRetry: (millis: number) => void = () => undefined) {}

  *of(text: string): Generator<Frame> {
    // A carriage return at the end may be the first half of a line end.
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.field(line);
      else yield* this.end();
    }
  }

  private *end(): Generator<Frame> {
    if (this.data.length > 0) yield { ...(this.id === undefined ? {} : { id: this.id }), event: this.event, data: this.data.join('\n') };
    this.id = undefined;
    this.event = 'message';
    this.data = [];
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id') this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.onRetry(Number(value));
  }
}
