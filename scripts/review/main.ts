import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planComment, planMarker, stackMarkdown, type StackReport } from './comment';
import { driftIssue, driftMarker } from './drift';
import { badVariable, missingVariable, neverReviewed, notReviewed, ReviewError, usage } from './errors';
import { changedFiles, reportDrift, upsertComment, type Github } from './github';
import { addToSummary } from './job-summary';
import { judgesAmong } from './judges';
import { masked } from './mask';
import { readReports, writeReports } from './report-file';
import { applyPlan, forgetPlan, planned, savePlan, stacksOf } from './terraform';
import { changesAnything } from './summarize-plan';

const out = 'cdktf.out';

/** `npm run review -- <command>`: what the workflows do. Each can be run on any computer. */
async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parsed(args);
  const [command, ...rest] = positionals;
  if (rest.length === 0 && command === 'plan' && values.out !== undefined) return plan(values.out);
  if (rest.length === 0 && command === 'comment' && values.from !== undefined) return comment(values.from);
  if (rest.length === 0 && command === 'apply' && values.reviewed !== undefined) return apply(values.reviewed);
  if (rest.length === 0 && command === 'drift') return drift();
  throw usage(args.join(' '));
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, from: { type: 'string' }, reviewed: { type: 'string' } },
    });
  } catch (error) {
    throw String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_') ? usage(args.join(' ')) : error;
  }
}

/** Plans all stacks, writes the reports, and shows the plans in the job's summary. */
async function plan(folder: string): Promise<void> {
  const reports: StackReport[] = [];
  for (const stack of stacksOf(out)) {
    const { report, text } = await planned(out, stack);
    reports.push(report);
    const digest = report.kind === 'planned' ? ` (${report.summary.digest})` : '';
    tell(
      `## ${stack}${digest}\n\n${text === '' ? 'No changes.' : `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``}`,
    );
  }
  writeReports(folder, reports);
  if (reports.some(({ kind }) => kind === 'failed')) process.exitCode = 1;
}

/** Writes the comment of the plans and of the change of access; the latter is absent where its job failed. */
async function comment(folder: string): Promise<void> {
  const number = required('PULL_REQUEST', 'the number of the pull request');
  if (!/^[1-9]\d{0,9}$/.test(number)) throw badVariable('PULL_REQUEST', number, 'a whole number');
  const pull = Number(number);
  const accessFile = join(folder, 'access.md');
  const stacks = existsSync(join(folder, 'plans.json')) ? readReports(folder) : undefined;
  const body = planComment({
    stacks,
    access: existsSync(accessFile)
      ? masked(readFileSync(accessFile, 'utf8'), [])
      : '**The change of access could not be told.** The job "access" says why.',
    judges: judgesAmong(await changedFiles(github(), pull)),
    whole: required('RUN_URL', 'the URL of the workflow run'),
  });
  console.log(`Comment ${await upsertComment(github(), { pull, marker: planMarker, body })}.`);
}

/** Plans each stack again in its turn, and applies the plan where it is the approved one; stops at the first other. */
async function apply(folder: string): Promise<void> {
  const reviewed = new Map(
    readReports(folder).map((report) =>
      report.kind === 'planned' ? [report.summary.stack, report.summary.digest] : [report.stack, undefined],
    ),
  );
  for (const stack of stacksOf(out)) {
    const saved = await savePlan(out, stack);
    try {
      const digest = reviewed.get(stack);
      if (digest === undefined) throw neverReviewed(stack);
      if (digest !== saved.summary.digest) throw notReviewed(stack, digest, saved.summary.digest);
      if (changesAnything(saved.summary)) await applyPlan(saved);
      tell(`- ${stack}: ${changesAnything(saved.summary) ? 'applied' : 'no changes'} (${digest})`);
    } finally {
      forgetPlan(saved);
    }
  }
}

/** Plans all stacks, and keeps one issue for as long as something differs. */
async function drift(): Promise<void> {
  const reports: StackReport[] = [];
  for (const stack of stacksOf(out)) reports.push((await planned(out, stack)).report);
  const found = driftIssue(reports, required('RUN_URL', 'the URL of the workflow run'));
  console.log(`Issue: ${await reportDrift(github(), driftMarker, found)}.`);
  for (const report of reports)
    tell(`## ${report.kind === 'failed' ? report.stack : report.summary.stack}\n\n${stackMarkdown(report)}`);
  if (reports.some(({ kind }) => kind === 'failed')) process.exitCode = 1;
}

function github(): Github {
  const repository = required('GITHUB_REPOSITORY', 'owner/name');
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw badVariable('GITHUB_REPOSITORY', repository, 'owner/name');
  return {
    apiUrl: process.env['GITHUB_API_URL'] ?? 'https://api.github.com',
    repository,
    token: required('GITHUB_TOKEN', 'the token of the job'),
  };
}

function required(name: string, meaning: string): string {
  const value = process.env[name]?.trim() ?? '';
  if (value === '') throw missingVariable(name, meaning);
  return value;
}

function tell(markdown: string): void {
  console.log(markdown);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') addToSummary(summary, markdown);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof ReviewError ? error.message : error);
  process.exitCode = 1;
});
