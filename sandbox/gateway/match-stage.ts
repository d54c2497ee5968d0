import type { RestApi, Stage } from '../../blueprint/model';
import { noSuchStage, type PlainRefusal } from './refusal';

/** Where a request is addressed to. */
export interface GatewayTarget {
  readonly apiId: string;
  /** Raw path behind the API: `/dev/createnote`. */
  readonly rest: string;
}

/** The stage, and what is left of the path. */
export interface StageMatch {
  readonly kind: 'stage';
  readonly api: RestApi;
  readonly stage: Stage;
  /** With a leading slash. */
  readonly path: string;
}

/** Finds the stage by the first segment of the path, which is compared as sent. */
export function matchStage(apis: readonly RestApi[], { apiId, rest }: GatewayTarget): StageMatch | PlainRefusal {
  const api = apis.find(({ id }) => id === apiId);
  if (api === undefined) return noSuchStage(`There is no API ${apiId}. APIs: ${list(apis.map(({ id }) => id))}.`);
  const [, name = '', path = ''] = /^\/?([^/]*)(.*)$/s.exec(rest) ?? [];
  const stage = api.stages.find((candidate) => candidate.name === name);
  if (stage !== undefined) return { kind: 'stage', api, stage, path: path === '' ? '/' : path };
  return noSuchStage(
    `The API ${apiId} has no stage '${name}'. Stages: ${list(api.stages.map((known) => known.name))}.`,
  );
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
