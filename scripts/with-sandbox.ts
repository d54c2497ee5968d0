import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { runningSandbox } from './running-sandbox';

/**
 * `npm run with-sandbox -- <command>`: runs any command with AWS's host names carried to the running sandbox. SDKs and
 * the AWS CLI go by `AWS_ENDPOINT_URL`; Node programs that have AWS's hosts built in go by a preload.
 */
async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) {
    console.error('Usage: npm run with-sandbox -- <command> [arguments]');
    process.exit(2);
  }
  const { url, region, developer } = await runningSandbox();
  const preload = resolve(__dirname, '../sandbox/carry/preload.cjs');
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: developer.accessKeyId,
      AWS_SECRET_ACCESS_KEY: developer.secretAccessKey,
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      SANDBOX_PORT: new URL(url).port,
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(preload)}`.trim(),
    },
  });
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.kill(process.pid, signal);
  });
}

void main();
