import { stackMarkdown, type StackReport } from './comment';
import { commentLimit, type Drift } from './github';
import { changesAnything } from './summarize-plan';

/** The issue begins with it, and is found by it. */
export const driftMarker = '<!-- api-auth-aws-cdktf: drift -->';

/**
 * What the issue says of plans of the deployed revision. A stack without a plan is drift too: nobody knows how it is, and
 * an open issue must not be closed for that.
 */
export function driftIssue(reports: readonly StackReport[], whole: string): Drift {
  const drifted = reports.filter((report) => report.kind === 'failed' || changesAnything(report.summary));
  if (drifted.length === 0) return { kind: 'clean' };
  const names = drifted.map((report) => (report.kind === 'failed' ? report.stack : report.summary.stack));
  const sections = drifted.map((report, at) => `## ${names[at] ?? ''}\n\n${stackMarkdown(report)}`);
  const head = `${driftMarker}\n\nWhat is deployed is not what the main branch says. Each table is what Terraform would do. This issue closes itself once nothing differs.\n\nThe whole: ${whole}`;
  const body = [head, ...sections].join('\n\n');
  const title = `Drift: ${names.join(', ')}`.slice(0, 200);
  if (body.length <= commentLimit) return { kind: 'drifted', title, body };
  return { kind: 'drifted', title, body: `${head}\n\nThe tables do not fit. Stacks: ${names.join(', ')}.` };
}
