import type { SandboxDescription, StackDescription } from '../sandbox/control/describe';
import { webApplicationSettings } from './web-application-settings';

/** URLs, ids, and commands to paste. */
export function howToUse(description: SandboxDescription): string {
  const { url, region, developer } = description;
  return [
    '',
    `The sandbox listens on ${url}. What runs, as JSON: ${url}/_sandbox`,
    ...Object.entries(description.stacks).flatMap(([name, stack]) => describeStack(name, stack)),
    ...notesCommands(description),
    ...machineCommands(description),
    ...browserCommands(description),
    '',
    'For other tools (SDKs and the AWS CLI go by these):',
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${developer.accessKeyId} AWS_SECRET_ACCESS_KEY=${developer.secretAccessKey}`,
    '',
    'Ctrl-C stops it; nothing is kept.',
  ].join('\n');
}

function describeStack(name: string, stack: StackDescription): string[] {
  return [
    '',
    `Stack ${name}`,
    ...stack.apis.flatMap((api) => api.routes.map((route) => `  ${route.replace(' ', ` ${api.invokeUrl}`)}`)),
    ...stack.userPools.flatMap((pool) => [
      `  user pool ${pool.id} (${pool.name})`,
      ...(pool.domain === undefined ? [] : [`  its domain, in a browser: ${pool.domain.browserUrl}`]),
      ...pool.clients.map((client) => `  app client ${client.id} (${client.name})`),
    ]),
    ...stack.identityPools.map((pool) => `  identity pool ${pool.id} (${pool.name})`),
    ...stack.tables.map((table) => `  table ${table}`),
  ];
}

/** The commands of document 1, with real values in the placeholders. */
function notesCommands({ url, region, stacks }: SandboxDescription): string[] {
  const notes = stacks['notes'];
  const pool = notes?.userPools[0];
  const client = pool?.clients[0];
  const api = notes?.apis[0];
  const identityPool = notes?.identityPools[0];
  if (pool === undefined || client === undefined || api === undefined || identityPool === undefined) return [];
  const user = 'jane@example.com';
  return [
    '',
    "Document 1's commands, for another terminal:",
    `  aws cognito-idp sign-up --endpoint-url ${url} --region ${region} --no-sign-request \\`,
    `    --client-id ${client.id} --username ${user} --password 'Passw0rd!'`,
    `  npm run with-sandbox -- aws cognito-idp admin-confirm-sign-up --region ${region} \\`,
    `    --user-pool-id ${pool.id} --username ${user}`,
    `  npm run with-sandbox -- npx --yes aws-api-gateway-cli-test --username=${user} --password='Passw0rd!' \\`,
    `    --user-pool-id=${pool.id} --app-client-id=${client.id} --cognito-region=${region} \\`,
    `    --identity-pool-id=${identityPool.id} --invoke-url=${api.invokeUrl} --api-gateway-region=${region} \\`,
    `    --path-template=/createnote --method=POST --body='{"content":"hello world"}'`,
    '',
    'Without a signature:',
    `  curl -i -X POST ${api.invokeUrl}/createnote -d '{"content":"hello"}'`,
  ];
}

/** A token by client credentials, and the API that asks for it. */
function machineCommands({ stacks }: SandboxDescription): string[] {
  const pool = stacks['cognito-identity-provider']?.userPools[0];
  const client = pool?.clients[0];
  const api = stacks['premium-content-provider']?.apis[0];
  if (pool?.domain === undefined || client?.secret === undefined || api === undefined) return [];
  return [
    '',
    'A machine gets a token for one scope, and calls the premium API:',
    `  curl -s -u ${client.id}:${client.secret} -d grant_type=client_credentials \\`,
    `    -d scope=premium_api/read ${pool.domain.tokenUrl}`,
    `  curl -i -H "Authorization: Bearer <access_token>" ${api.invokeUrl}/home/premium`,
  ];
}

/** The example application, and where its people sign in. */
function browserCommands(description: SandboxDescription): string[] {
  const settings = webApplicationSettings(description);
  if (settings === undefined) return [];
  return [
    '',
    `An application in a browser, http://localhost:3000, whose people sign in at ${settings['domain'] ?? ''}:`,
    '  npm run example',
    `  Codes that AWS would mail are in this log, and at ${description.url}/_sandbox/codes`,
  ];
}
