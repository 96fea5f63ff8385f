import { language } from './preferences';

/** Numbers and times as the reader's language writes them. */
function locale(): string {
  return language.value === 'zh' ? 'zh-CN' : 'en-GB';
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** A rate, with a digit behind the point while that says something. */
export function rate(value: number): string {
  const digits = value > 0 && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function bytes(value: number): string {
  if (value < 1024) return `${number(value)} B`;
  if (value < 1024 * 1024) return `${number(Math.round(value / 102.4) / 10)} KiB`;
  return `${number(Math.round(value / 104857.6) / 10)} MiB`;
}

const units: Record<'en' | 'zh', readonly [string, string, string, string]> = {
  en: [' d', ' h', ' min', ' s'],
  zh: [' 天', ' 小时', ' 分', ' 秒'],
};

/** A length of time by its two largest units. */
export function duration(millis: number): string {
  const [d, h, m, s] = units[language.value];
  const seconds = Math.max(0, Math.round(millis / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days}${d}${hours % 24 > 0 && days < 10 ? ` ${hours % 24}${h}` : ''}`;
  if (hours > 0) return `${hours}${h}${minutes % 60 > 0 ? ` ${minutes % 60}${m}` : ''}`;
  if (minutes > 0) return `${minutes}${m}${seconds % 60 > 0 && minutes < 10 ? ` ${seconds % 60}${s}` : ''}`;
  return `${seconds}${s}`;
}

/** A length of time by its largest unit. */
export function roughly(millis: number): string {
  const [d, h, m, s] = units[language.value];
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds}${s}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${m}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}${h}`;
  return `${Math.floor(seconds / 86_400)}${d}`;
}

/** A countdown that keeps its width: minutes and seconds. */
export function countdown(millis: number): string {
  const seconds = Math.ceil(Math.abs(millis) / 1000);
  const sign = millis < 0 && seconds > 0 ? '−' : '';
  if (seconds >= 3600) return sign + duration(seconds * 1000);
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function moment(millis: number): string {
  return new Intl.DateTimeFormat(locale(), {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(millis);
}

export function timeOfDay(millis: number): string {
  return new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(millis);
}

export function day(millis: number): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(millis);
}
