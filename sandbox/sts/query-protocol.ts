import type { SandboxRequest, SandboxResponse } from '../http/message';
import { cors } from '../protocol/aws-json';
import { type StsError, validationError } from './errors';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** What an operation answers: elements by name, in this order; an absent one is left out. */
export interface XmlElements {
  readonly [name: string]: string | number | XmlElements | undefined;
}

/** Reads `Action`, `Version` and the parameters, from the form or from the query. */
export function readParameters(request: SandboxRequest): ReadonlyMap<string, string> {
  const text = request.method === 'GET' ? request.query : request.body.toString('utf8');
  const parameters = new Map<string, string>();
  // In one pass: anybody may ask.
  for (const [name, value] of new URLSearchParams(text)) {
    // Which of two values counts is nobody's guess to make.
    if (parameters.has(name)) throw validationError('A parameter is there more than once.');
    parameters.set(name, value);
  }
  return parameters;
}

/** Answers 200 with the result of an operation. */
export function xmlAnswer(request: SandboxRequest, action: string, result: XmlElements): SandboxResponse {
  const body = elements({
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: request.id },
  });
  return answer(request, 200, `<${action}Response xmlns="${namespace}">\n${body}</${action}Response>\n`);
}

/** Answers with `<ErrorResponse>`; the reason goes to the log alone. */
export function xmlError(request: SandboxRequest, error: StsError): SandboxResponse {
  const status = error.details.status ?? 400;
  const body = elements({
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
    RequestId: request.id,
  });
  return {
    ...answer(request, status, `<ErrorResponse xmlns="${namespace}">\n${body}</ErrorResponse>\n`),
    reason: error.details.reason ?? `${error.code}: ${error.message}`,
  };
}

const answer = (request: SandboxRequest, status: number, body: string): SandboxResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': request.id, ...cors },
  body,
});

function elements(content: XmlElements, indent = '  '): string {
  return Object.entries(content)
    .map(([name, value]) => {
      if (value === undefined) return '';
      if (typeof value !== 'object') return `${indent}<${name}>${escaped(String(value))}</${name}>\n`;
      return `${indent}<${name}>\n${elements(value, `${indent}  `)}${indent}</${name}>\n`;
    })
    .join('');
}

/** Characters that XML 1.0 cannot carry become a question mark. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
