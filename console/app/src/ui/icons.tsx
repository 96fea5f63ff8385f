/** Line icons, 20 by 20. They stand beside words, so that they say nothing to a screen reader. */
const paths = {
  overview: 'M10 2.5 11.6 8.4 17.5 10 11.6 11.6 10 17.5 8.4 11.6 2.5 10 8.4 8.4Z',
  brokers: 'M3.5 4h13v5h-13zM3.5 11h13v5h-13zM6 6.5h.01M6 13.5h.01M9 6.5h5M9 13.5h5',
  topics: 'M3 5h3M3 10h3M3 15h3M9 5h8M9 10h8M9 15h8',
  events: 'M5 2.5v15M5 5.5h9M5 10h6.5M5 14.5h10.5',
  missing: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12.5 12.5 17 17M6.8 6.8l3.4 3.4M10.2 6.8l-3.4 3.4',
  peers: 'M10 3.5 3.5 15h13zM10 2.2v.1M3 15.6v.1M17 15.6v.1',
  kv: 'M7 10a3.5 3.5 0 1 0 0 .1M10.5 10H17M14.5 10v3',
  config: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4',
  find: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12.5 12.5 17 17',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 1.8v2M10 16.2v2M1.8 10h2M16.2 10h2M4.2 4.2l1.4 1.4M14.4 14.4l1.4 1.4M4.2 15.8l1.4-1.4M14.4 5.6l1.4-1.4',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z',
  system: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14M10 3v14',
  person: 'M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M3.8 17c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5',
  warn: 'M10 3 2.5 16.5h15zM10 8v4.2M10 14.4v.1',
  check: 'M4 10.5l4 4 8-9',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  next: 'M7.5 4.5 13 10l-5.5 5.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** The lodestar: four rays, of which one leads. */
export function Star() {
  return (
    <svg class="star" viewBox="0 0 32 32" aria-hidden="true">
      <path class="star-lines" d="M16 16 8.2 8.2M16 16l7.8-7.8M16 16l7.8 7.8M16 16l-7.8 7.8" />
      <path class="star-rays" d="M16 2 18.5 13.5 30 16 18.5 18.5 16 30 13.5 18.5 2 16 13.5 13.5Z" />
      <path class="star-lead" d="M16 2 18.5 13.5 16 16 13.5 13.5Z" />
    </svg>
  );
}
