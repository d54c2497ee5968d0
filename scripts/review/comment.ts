import type { Action, PlanSummary, PlannedResource } from './summarize-plan';
import { commentLimit } from './github';
import { harmless } from './stranger-markdown';

/** What happened to one stack: a plan, or why there is none. */
export type StackReport =
  | { readonly kind: 'planned'; readonly summary: PlanSummary }
  | { readonly kind: 'failed'; readonly stack: string; readonly reason: string };

/** All that the comment tells. */
export interface Review {
  /** Files of the pull request that are part of what tells of it. */
  readonly judges?: readonly string[];
  /** Absent where there are no plans at all. */
  readonly stacks: readonly StackReport[] | undefined;
  /** Markdown of the change of access. */
  readonly access: string;
  /** URL of the run, whose summary has no limit that matters. */
  readonly whole: string;
}

/** The comment begins with it, and is found by it. */
export const planMarker = '<!-- api-auth-aws-cdktf: plan -->';

/** The comment for a pull request; what does not fit is cut, and the comment says what and where the whole is. */
export function planComment(review: Review, limit = commentLimit): string {
  const sections = sectionsOf(review);
  // Room for the sentence that tells of the cut.
  const reserve = 300 + review.whole.length + mostNamed * (2 + Math.max(...sections.map(({ title }) => title.length)));
  let text = `${planMarker}\n\n## What this change does`;
  const cut: string[] = [];
  for (const { title, text: body } of sections) {
    const section = title === 'Overview' ? `\n\n${body}` : `\n\n### ${title}\n\n${body}`;
    const room = limit - reserve - text.length;
    if (section.length > room) cut.push(title);
    text += section.length <= room ? section : wholeLines(section, room);
  }
  const where = review.whole === '' ? '' : `\n\nThe whole: ${review.whole}`;
  if (cut.length === 0) return `${text}${where}`;
  return `${text}\n\n**Cut, because a comment holds ${limit} characters: ${someOf(cut).join(', ')}.**${where}`;
}

function sectionsOf({ stacks, access, judges = [] }: Review): readonly { title: string; text: string }[] {
  const doubt = `**This pull request changes what tells you this. Read these files first:** ${someOf(judges.map(code)).join(', ')}`;
  return [
    { title: 'Overview', text: [...(judges.length === 0 ? [] : [doubt]), overview(stacks)].join('\n\n') },
    { title: 'Access', text: harmless(access.trim()).replaceAll(/^#{1,3} /gm, '#### ') },
    ...(stacks ?? []).map((stack) => ({ title: `Plan of ${nameOf(stack)}`, text: stackMarkdown(stack) })),
  ].filter(({ text }) => text !== '');
}

const mostNamed = 10;

/** The first, and how many more. */
function someOf(texts: readonly string[]): readonly string[] {
  const more = texts.length - mostNamed;
  return more > 0 ? [...texts.slice(0, mostNamed), `and ${more} more`] : texts;
}

/** One stack's part of the comment; empty where nothing changes. */
export function stackMarkdown(report: StackReport): string {
  if (report.kind === 'failed') return `There is no plan:\n\n${fenced(report.reason)}`;
  const { resources, outputs } = report.summary;
  const rows = resources.map(row);
  return [
    ...(rows.length === 0 ? [] : [['| | Resource | Because of |', '| --- | --- | --- |', ...rows].join('\n')]),
    ...(outputs.length === 0 ? [] : [`Outputs that change: ${outputs.map(code).join(', ')}`]),
  ].join('\n\n');
}

function overview(stacks: readonly StackReport[] | undefined): string {
  if (stacks === undefined) return '**There are no plans.** The job "plan" says why.';
  const rows = stacks.map((report) => {
    if (report.kind === 'failed') return `| ${code(report.stack)} | **no plan** | | | | |`;
    const { stack, resources } = report.summary;
    const count = (action: Action): string => {
      const found = resources.filter((one) => one.action === action).length;
      return found === 0 ? '' : String(found);
    };
    const lost = resources.filter(({ loses }) => loses !== undefined);
    const losses = someOf(lost.map(({ address, loses }) => `**${loses ?? ''}** of ${code(address)}`)).join('<br>');
    return `| ${[code(stack), count('create'), count('update'), count('replace'), count('delete'), losses].join(' | ')} |`;
  });
  return [
    '| Stack | create | update | replace | delete | lost for good |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function row({ address, action, because, loses }: PlannedResource): string {
  const loss = loses === undefined ? '' : `: ${loses} lost`;
  const bold = action === 'delete' || action === 'replace';
  return `| ${bold ? `**${action}**` : action}${loss} | ${code(address)} | ${because.map(code).join(', ')} |`;
}

/** As much as fits without half a line; without a heading alone. */
function wholeLines(section: string, room: number): string {
  const end = section.lastIndexOf('\n', room);
  const kept = end <= 0 ? '' : section.slice(0, end);
  const lines = kept.trim().split('\n').length;
  return lines < 4 || (kept.match(/^```/gm) ?? []).length % 2 === 1 ? '' : kept;
}

function nameOf(report: StackReport): string {
  return report.kind === 'failed' ? report.stack : report.summary.stack;
}

/** Addresses come from the change under review: in a code span they can make nothing but text. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\r\n]/g, ' ').replaceAll('|', String.raw`\|`)}\``;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.replaceAll('```', "'''").slice(0, 2000)}\n\`\`\``;
}
