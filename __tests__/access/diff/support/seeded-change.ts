import type { AccessDiff } from '../../../../access/diff/model';
import type { TerraformJson } from '../../../support/synthesized-output';

/** A change of the synthesized stacks, as a person would make it, and all that the comparison must say about it. */
export interface SeededChange {
  readonly name: string;
  readonly stack: string;
  /** What the base has that the synthesized stacks have not. */
  readonly base?: (terraform: Terraform) => void;
  readonly change: (terraform: Terraform) => void;
  /** As `told` writes them, sorted. Empty: nothing may be said. */
  readonly findings: readonly string[];
}

/** A stack's Terraform JSON, with what tests of changes need. */
export class Terraform {
  constructor(readonly json: TerraformJson & { moved?: unknown }) {}

  /** The arguments of a resource, to be changed in place. */
  at(address: string): Record<string, unknown> {
    const { named, name } = this.placeOf(address);
    const body = named[name];
    if (body === undefined) throw new Error(`${address} is not synthesized`);
    return body;
  }

  add(address: string, body: Record<string, unknown>): void {
    const { named, name } = this.placeOf(address);
    named[name] = body;
  }

  remove(address: string): void {
    const { named, name } = this.placeOf(address);
    if (!Object.hasOwn(named, name)) throw new Error(`${address} is not synthesized`);
    Reflect.deleteProperty(named, name);
  }

  /** Gives a resource another address, and everything that refers to it. */
  rename(from: string, to: string): void {
    const text = JSON.stringify(this.json.resource).replaceAll(
      new RegExp(`${from.replace('.', '\\.')}(?![\\w-])`, 'g'),
      to,
    );
    const { outputs, resource } = { outputs: this.json, resource: JSON.parse(text) as TerraformJson['resource'] };
    Object.assign(outputs, { resource, output: {} });
    const body = this.placeOf(from);
    const moved = body.named[body.name];
    if (moved === undefined) throw new Error(`${from} is not synthesized`);
    this.remove(from);
    this.add(to, moved);
  }

  /** Replaces a text in an argument that is a string, such as a policy. */
  replace(address: string, argument: string, [from, to]: readonly [string, string]): void {
    const body = this.at(address);
    const text = String(body[argument]);
    if (!text.includes(from)) throw new Error(`${address}.${argument} does not contain ${from}`);
    body[argument] = text.replace(from, () => to);
  }

  private placeOf(address: string): { named: Record<string, Record<string, unknown>>; name: string } {
    const [type = '', name = ''] = address.split('.');
    const named = (this.json.resource[type] ??= {});
    return { named, name };
  }
}

/** Every finding as a line, so that a case can list them. */
export function told({ access, checks, losses, hints }: AccessDiff): readonly string[] {
  return [
    ...access.map(({ direction, target, principals, before, after, conditions }) => {
      const shown = conditions === undefined ? [before, after] : [`if ${conditions.before}`, `if ${conditions.after}`];
      return `${direction}: ${target} for ${principals.join(', ')} (${shown.join(' -> ')})`;
    }),
    ...checks.map(({ kind, at, what, before, after }) => `${kind}: ${at.address}, ${what} (${before} -> ${after})`),
    ...losses.map(({ kind, kept, at, because }) => `${kind}: ${kept} of ${at.address} (${because})`),
    ...hints.map(({ kind, before, after }) => `${kind}: ${before} -> ${after}`),
  ].toSorted();
}
