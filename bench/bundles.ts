import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { issuers, poolId } from './example-token';
import { BenchError } from './errors';
import { atMost, ratio } from './report';
import type { Section } from './report';
import { medians } from './statistics';

const rounds = 31;

const environment = {
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  policiesTable: 'dev-policies',
  issuers: JSON.stringify(issuers),
  userPoolId: poolId,
  clientId: 'client',
};

/** Bytes of the code, and what a process spends before the handler can be called. */
export async function measureBundles(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const ours = build('functions/group-authorizer/index.ts', join(folder, 'ours.cjs'));
    const usual = build('bench/usual-authorizer.ts', join(folder, 'usual.cjs'));
    const bytes = { ours: readFileSync(ours).length, usual: readFileSync(usual).length };
    const start = await medians(rounds, { ours: () => startTime(ours), usual: () => startTime(usual) });
    const [size, time] = [bytes.ours / bytes.usual, start.ours / start.usual];
    return {
      title: 'What a cold start loads',
      explanation:
        'The Lambda authorizer against the same one written with `aws-jwt-verify` and `@aws-sdk/lib-dynamodb`, both ' +
        `bundled as they are deployed; the time is that of \`require\` in a fresh process, the median of ${String(rounds)}.`,
      figures: [
        {
          what: 'bytes, minified',
          measured: `${ratio(size)} (${String(bytes.ours)} to ${String(bytes.usual)})`,
          goal: atMost(size, 0.15),
        },
        {
          what: 'initialization',
          measured: `${ratio(time)} (${start.ours.toFixed(1)} ms to ${start.usual.toFixed(1)} ms)`,
          goal: atMost(time, 0.3),
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As `constructs/lambda/bundle.ts` does for deployment. */
function build(entry: string, outfile: string): string {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outfile;
}

function startTime(file: string): number {
  const program =
    `const from = process.hrtime.bigint(); const { handler } = require(${JSON.stringify(file)});` +
    "process.stdout.write(typeof handler + ' ' + Number(process.hrtime.bigint() - from) / 1e6);process.exit()";
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { env: environment, encoding: 'utf8' });
  const [type, milliseconds] = stdout.split(' ');
  if (type !== 'function') {
    throw new BenchError(`${file} did not load: ${stderr}`);
  }
  return Number(milliseconds);
}
