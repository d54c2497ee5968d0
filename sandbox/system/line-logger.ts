import type { Clock, LogFields, Logger } from './services';

/** One line an event: time, level, event, `name=value`. Values are quoted, so no input can forge a line. */
export function createLineLogger(clock: Clock, write: (line: string) => void): Logger {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const time = new Date(clock.now()).toISOString();
      const pairs = Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${formatValue(value)}`);
      write([time, level, event, ...pairs].join(' '));
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

function formatValue(value: LogFields[string]): string {
  if (typeof value !== 'string') return String(value);
  return /^[\w.:/@+,-]+$/.test(value) ? value : JSON.stringify(value);
}
