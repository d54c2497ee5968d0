import type { Clock, LogFields, Logger } from './services';

/**
 * One line an event: time, level, event, `name=value`. Values are quoted and hold no control characters, so no input can
 * forge a line, nor tell a terminal to hide one.
 */
export function createLineLogger(clock: Clock, write: (line: string) => void): Logger {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const time = new Date(clock.now()).toISOString();
      const pairs = Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${formatValue(value)}`);
      write(escapeControls([time, level, event, ...pairs].join(' ')));
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

function formatValue(value: LogFields[string]): string {
  if (typeof value !== 'string') return String(value);
  return /^[\w.:/@+,-]+$/.test(value) ? value : JSON.stringify(value);
}

/** Controls, among them those of text direction, and separators of lines: a terminal obeys more than JSON escapes. */
const escapeControls = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
