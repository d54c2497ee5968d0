import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verdictOn } from '../../../sandbox/carry/hosts.cjs';
import { listen, temporaryFolder } from '../support/runtime-fixture';

const root = join(__dirname, '..', '..', '..');
const preload = join(root, 'sandbox', 'carry', 'preload.cjs');
const folder = temporaryFolder();

let sandboxPort: number;
let elsewherePort: number;

beforeAll(async () => {
  sandboxPort = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers.authorization?.replace(/Signature=\w+/, 'Signature=…') ?? null;
      const body = { host: request.headers.host, path: request.url, signature, length: Buffer.concat(chunks).length };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ ...body, IdentityId: JSON.stringify(body), TableNames: [JSON.stringify(body)] }));
    });
  });
  elsewherePort = await listen((request, response) => response.end(`elsewhere ${request.headers.host}`));
});

/** Runs a program with the preload, as `NODE_OPTIONS` would, and returns what it printed. */
async function run(source: string, environment: Record<string, string> = {}, ending = 'cjs'): Promise<string> {
  const file = join(folder, `program-${Math.abs(hash(source))}.${ending}`);
  writeFileSync(file, source);
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    timeout: 120_000,
    env: {
      PATH: process.env['PATH'],
      NODE_OPTIONS: `--require=${preload}`,
      NODE_PATH: join(root, 'node_modules'),
      SANDBOX_PORT: String(sandboxPort),
      ...environment,
    },
  });
  return stdout;
}

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

const get = (url: string): string => `
  const client = require('node:${new URL(url).protocol.slice(0, -1)}');
  client.get(${JSON.stringify(url)}, (answer) => {
    let text = '';
    answer.on('data', (chunk) => (text += chunk)).on('end', () => console.log(text));
  }).on('error', (error) => console.log(error.code, error.message));`;

describe('which hosts are carried', () => {
  it.each([
    'cognito-idp.us-east-1.amazonaws.com',
    'cognito-identity.eu-central-1.amazonaws.com',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.amazonaws.com',
    'dynamodb.ap-southeast-2.amazonaws.com',
    'DynamoDB.us-east-1.amazonaws.com.',
    'secretsmanager.us-east-1.amazonaws.com',
    'abc123def4.execute-api.us-east-1.amazonaws.com',
    'my-app-dev.auth.us-east-1.amazoncognito.com',
  ])('%s goes to the sandbox', (host) => expect(verdictOn(host)).toBe('sandbox'));

  it.each([
    'amazonaws.com',
    's3.us-east-1.amazonaws.com',
    'lambda.us-east-1.amazonaws.com',
    'cognito-idp-fips.us-east-1.amazonaws.com',
    'cognito-idp.us-east-1.amazonaws.com.cn',
    'evil.cognito-idp.us-east-1.amazonaws.com',
    'dynamodb.us-east-1.api.aws',
    'abc.lambda-url.us-east-1.on.aws',
    'example.amazoncognito.com',
    '169.254.169.254',
  ])('%s is refused', (host) => expect(verdictOn(host)).toBe('refused'));

  it.each([
    'example.com',
    'cognito-idp.us-east-1.amazonaws.com.example.com',
    'notamazonaws.com',
    'localhost',
    '127.0.0.1',
    '',
    undefined,
    443,
  ])('%s is left alone', (host) => expect(verdictOn(host)).toBe('outside'));
});

describe('a program with the preload', () => {
  const expected = { host: 'dynamodb.us-east-1.amazonaws.com', path: '/a%2Fb?c=d', signature: null, length: 0 };

  it.each(['https', 'http'])('reaches the sandbox by node:%s with the original host', async (protocol) => {
    expect(JSON.parse(await run(get(`${protocol}://dynamodb.us-east-1.amazonaws.com/a%2Fb?c=d`)))).toMatchObject(
      expected,
    );
  });

  it('reaches it by an agent that keeps connections, over and over', async () => {
    const answer = await run(`
      const https = require('node:https');
      const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
      const once = () => new Promise((resolve, reject) => https.get({ agent, host: 'sts.amazonaws.com', path: '/', timeout: 5000 },
        (answer) => { const encrypted = answer.socket.encrypted;
          answer.resume().on('end', () => setImmediate(resolve, [answer.statusCode, encrypted, answer.req.reusedSocket])); }).on('error', reject));
      (async () => { const all = [await once(), await once()]; agent.destroy(); console.log(JSON.stringify(all)); })();`);
    expect(JSON.parse(answer)).toEqual([
      [200, true, false],
      [200, true, true],
    ]);
  });

  it('reaches it by imports of an ES module that were bound before', async () => {
    const source = `
      import { get } from 'node:https'; import { connect } from 'node:tls';
      const socket = connect(443, 'sts.amazonaws.com', {}, () => { console.log('secure', socket.authorized); socket.destroy();
        get('https://my-app.auth.us-east-1.amazoncognito.com/x', (answer) => answer.on('data', (chunk) => console.log(String(chunk)))); });`;
    const answer = await run(source, {}, 'mjs');
    expect(answer).toMatch(/^secure true\n/);
    expect(answer).toContain('"host":"my-app.auth.us-east-1.amazoncognito.com"');
  });

  it('reaches it by fetch, with a body', async () => {
    const answer = await run(
      `fetch('https://abc.execute-api.us-east-1.amazonaws.com/dev/notes', { method: 'POST', body: 'hello' }).then((a) => a.text()).then(console.log)`,
    );
    expect(JSON.parse(answer)).toMatchObject({
      host: 'abc.execute-api.us-east-1.amazonaws.com',
      path: '/dev/notes',
      length: 5,
    });
  });

  it('reaches it by AWS SDK clients with their own endpoints, signed for the original host', async () => {
    const answer = await run(
      `const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
       const { CognitoIdentityClient, GetIdCommand } = require('@aws-sdk/client-cognito-identity');
       (async () => {
         const tables = await new DynamoDBClient({}).send(new ListTablesCommand({}));
         const identity = await new CognitoIdentityClient({}).send(new GetIdCommand({ IdentityPoolId: 'us-east-1:1' }));
         console.log(JSON.stringify([JSON.parse(tables.TableNames[0]), JSON.parse(identity.IdentityId)]));
       })();`,
      { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' },
    );
    const [dynamodb, identity] = JSON.parse(answer) as [Record<string, string>, Record<string, string>];
    expect(dynamodb['host']).toBe('dynamodb.us-east-1.amazonaws.com');
    expect(dynamodb['signature']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d+\/us-east-1\/dynamodb.*SignedHeaders=[^,]*host/,
    );
    expect(identity['host']).toBe('cognito-identity.us-east-1.amazonaws.com');
  });

  it.each([
    'https://s3.us-east-1.amazonaws.com/',
    'http://s3.us-east-1.amazonaws.com/',
    'http://169.254.169.254/latest',
  ])('cannot reach %s', async (url) => {
    expect(await run(get(url))).toBe(
      `ERR_HOST_NOT_CARRIED The sandbox does not serve ${new URL(url).hostname}, and keeps connections from reaching the real AWS. ` +
        'It serves the hosts of cognito-idp, cognito-identity, sts, dynamodb, secretsmanager, execute-api and ' +
        'auth.<region>.amazoncognito.com. Point the client at another endpoint, or run it without the sandbox.\n',
    );
  });

  it('cannot reach them by fetch either', async () => {
    const answer = await run(
      `fetch('https://s3.us-east-1.amazonaws.com/').catch((error) => console.log(error.cause.code))`,
    );
    expect(answer).toBe('ERR_HOST_NOT_CARRIED\n');
  });

  it('reaches other hosts as before', async () => {
    expect(await run(get(`http://127.0.0.1:${elsewherePort}/`))).toBe(`elsewhere 127.0.0.1:${elsewherePort}\n`);
  });

  it.each([
    ['not set', ''],
    ['"0"', '0'],
    ['"x"', 'x'],
    ['"70000"', '70000'],
  ])('does not start with a port that is %s', async (shown, port) => {
    const text = shown === 'not set' ? '""' : shown;
    await expect(run('', { SANDBOX_PORT: port })).rejects.toThrow(
      `SANDBOX_PORT is ${text}. It must be the port of a running sandbox, a whole number from 1 to 65535; \`npm start\` prints it.`,
    );
  });
});
