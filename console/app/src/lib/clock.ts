import { signal } from '@preact/signals';

/** How far the name server's clock is ahead of ours. Ages are told by its clock, whatever ours says. */
let aheadMillis = 0;

/** A second hand: what shows an age or a countdown reads it. It rests while nobody looks at the page. */
export const tick = signal(0);

export function heard(atMillis: number): void {
  aheadMillis = atMillis - Date.now();
}

export function serverNow(): number {
  return Date.now() + aheadMillis;
}

setInterval(() => {
  if (!document.hidden) tick.value++;
}, 1000);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) tick.value++;
});
