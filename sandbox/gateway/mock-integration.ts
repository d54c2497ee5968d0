import { z } from 'zod';
import type { MockIntegration, MockResponse } from '../../blueprint/model';
import type { SandboxResponse } from '../http/message';
import type { RoutedExchange } from './exchange';
import { integrationFailed, type TypedRefusal } from './refusal';
import { commonHeaders } from './response-headers';

const mockRequest = z.looseObject({ statusCode: z.number().int() });

/** Answers as a MOCK integration: the template names a status, and the response for that status is sent. */
export function answerMock(exchange: RoutedExchange, integration: MockIntegration): SandboxResponse | TypedRefusal {
  const status = statusOf(exchange, integration);
  if (status === undefined) {
    return integrationFailed(500, 'The request template of the MOCK integration names no statusCode.');
  }
  const response = responseFor(integration.responses, String(status));
  if (response === undefined) {
    return integrationFailed(
      500,
      `The MOCK integration has no response for status ${status}, and none without a pattern.`,
    );
  }
  return {
    status: Number(response.statusCode),
    headers: { 'content-type': 'application/json', ...literals(response), ...commonHeaders(exchange) },
    body: response.responseTemplates['application/json'] ?? '',
  };
}

function statusOf({ request }: RoutedExchange, { requestTemplates }: MockIntegration): number | undefined {
  const type = request.header('content-type')?.split(';')[0]?.trim() ?? 'application/json';
  // Where no template is for the type, the body itself goes on: `WHEN_NO_MATCH` is the only behaviour modelled.
  const template = Object.hasOwn(requestTemplates, type) ? requestTemplates[type] : request.body.toString('utf8');
  const parsed = mockRequest.safeParse(parse(template ?? ''));
  return parsed.success ? parsed.data.statusCode : undefined;
}

function parse(template: string): unknown {
  try {
    return JSON.parse(template);
  } catch {
    // A template that is more than JSON is not understood here, and then names no status.
    return undefined;
  }
}

function responseFor(responses: readonly MockResponse[], status: string): MockResponse | undefined {
  const hasPattern = ({ selectionPattern }: MockResponse): boolean => (selectionPattern ?? '') !== '';
  return (
    responses.find(
      (response) => hasPattern(response) && new RegExp(`^(?:${response.selectionPattern})$`).test(status),
    ) ?? responses.find((response) => !hasPattern(response))
  );
}

function literals({ responseParameters }: MockResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(responseParameters).flatMap(([key, expression]) => {
      const name = /^method\.response\.header\.(.+)$/.exec(key)?.[1];
      const value = /^'(.*)'$/s.exec(expression)?.[1];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}
