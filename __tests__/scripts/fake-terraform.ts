import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Saves and shows the plan that lies beside it, writes down how it was called, and fails where it is told to. */
const program = `#!/bin/sh
stack=$(basename "$PWD")
echo "$stack $*" >>"$FAKE_CALLS"
case "$*" in
  *" -out="*) echo 'a secret' >review.plan ;;
esac
case "$FAKE_FAULT" in
  "$stack $1") echo "no $1 of 123456789012" >&2; echo 'a secret'; exit 1 ;;
esac
case "$1 $2" in
  "show -json") cat plan.json ;;
  "show -no-color") cat plan.txt ;;
esac
`;

/** A synthesized output of some stacks, with a Terraform that plans for each what the test says. */
export interface FakeTerraform {
  /** Where the review's commands are to run. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What is planned from then on. */
  plan(stack: string, plan: { readonly json: object; readonly text: string }): void;
  /** `<stack> <arguments>` of each call since the last question. */
  calls(): readonly string[];
  /** Whether a saved plan of a stack lies around. */
  holdsPlan(stack: string): boolean;
  remove(): void;
}

/** @param stacks Their dependencies by their names. */
export function fakeTerraform(stacks: Readonly<Record<string, readonly string[]>>): FakeTerraform {
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  const calls = join(folder, 'calls');
  const of = (stack: string, file: string): string => join(folder, 'cdktf.out/stacks', stack, file);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/terraform'), program);
  chmodSync(join(folder, 'bin/terraform'), 0o755);
  for (const stack of Object.keys(stacks)) mkdirSync(of(stack, ''), { recursive: true });
  const entries = Object.entries(stacks).map(([name, dependencies]) => [name, { name, dependencies }] as const);
  writeFileSync(join(folder, 'cdktf.out/manifest.json'), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return {
    folder,
    environment: { FAKE_CALLS: calls, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    plan: (stack, { json, text }) => {
      writeFileSync(of(stack, 'plan.json'), JSON.stringify(json));
      writeFileSync(of(stack, 'plan.txt'), text);
    },
    calls: () => {
      const lines = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').slice(0, -1) : [];
      rmSync(calls, { force: true });
      return lines;
    },
    holdsPlan: (stack) => existsSync(of(stack, 'review.plan')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
