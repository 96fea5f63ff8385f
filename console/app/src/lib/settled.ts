import { useEffect, useState } from 'preact/hooks';

/** A value as it was when it last stood still for a moment: what is typed is not asked for letter by letter. */
export function useSettled<T>(value: T, millis = 150): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}
