import type { SandboxDescription } from '../sandbox/control/describe';

const stackName = 'api-authorization';

/** What the example must know of a running sandbox; `undefined` where nobody can sign in to the files' API in a browser. */
export function webApplicationSettings({ stacks }: SandboxDescription): Readonly<Record<string, string>> | undefined {
  const stack = stacks[stackName];
  const pool = stack?.userPools[0];
  const api = stack?.apis[0];
  const clientId = stack?.outputs['browser_client_id'];
  if (pool?.domain === undefined || api === undefined || typeof clientId !== 'string') return undefined;
  return { issuer: pool.issuer, domain: pool.domain.browserUrl, clientId, filesUrl: `${api.invokeUrl}/files` };
}
