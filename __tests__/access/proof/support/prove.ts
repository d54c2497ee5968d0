import type { Cell, Principal, Target, Verdict } from '../../../../access/model';
import { askData } from './ask-data';
import { askRoute, routeOf, type Outcome } from './ask-route';
import type { Credential, Holder } from './holder';
import { become, NotToBeHad } from './holders';
import type { ProofWorld } from './proof-world';

/** What came of asking the sandbox about every cell. */
export interface Proof {
  /** How many cells were asked about and answered alike. */
  readonly agreed: number;
  /** A line for each cell that the sandbox answers otherwise. */
  readonly disagreements: readonly string[];
  /** Principals whom nobody can be here, each with the reason. */
  readonly notToBeHad: Readonly<Record<string, string>>;
}

/** Stands for the identity of whoever asks. */
export const own = '{own}';
const others = 'somebody-else';

/** Becomes each principal of the matrix and asks for each of its targets; `values` are those of path parameters. */
export async function prove(world: ProofWorld, values: readonly string[] = ['p1']): Promise<Proof> {
  const notToBeHad: Record<string, string> = {};
  const disagreements: string[] = [];
  let agreed = 0;
  const holders = await becomeAll(world, notToBeHad);
  const questions = world.matrix.cells.flatMap((cell) => {
    const holder = holders.get(cell.principal);
    const target = world.matrix.targets.find(({ key }) => key === cell.target);
    return holder === undefined || target === undefined ? [] : [{ cell, holder, target }];
  });
  await inParallel(questions, async ({ cell, holder, target }) => {
    const seen = await observe(world, { holder, target, values });
    const fault = faultOf(cell, seen);
    if (fault === undefined) agreed += 1;
    else disagreements.push(`${cell.principal} -> ${cell.target}: ${fault}`);
  });
  return { agreed, disagreements: disagreements.toSorted(), notToBeHad };
}

async function becomeAll(world: ProofWorld, notToBeHad: Record<string, string>): Promise<ReadonlyMap<string, Holder>> {
  const holders = new Map<string, Holder>();
  await inParallel(world.matrix.principals, async (principal: Principal) => {
    try {
      holders.set(principal.key, await become(world, principal));
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      notToBeHad[principal.key] = error.message;
    }
  });
  return holders;
}

/** How all of a holder's credentials fared: by data set whether one was let in, and who refused the others. */
interface Observation {
  readonly verdict: Verdict;
  readonly refusedBy: ReadonlySet<Outcome>;
}

interface Question {
  readonly holder: Holder;
  readonly target: Target;
  readonly values: readonly string[];
}

async function observe(world: ProofWorld, { holder, target, values }: Question): Promise<Observation> {
  const sets = target.kind !== 'route' ? [own, others] : target.path.includes('{') ? values : [''];
  const refusedBy = new Set<Outcome>(holder.refusedBy);
  const credentials: readonly Credential[] = holder.credentials.length === 0 ? [{ kind: 'none' }] : holder.credentials;
  const letIn: boolean[] = [];
  for (const set of sets) {
    let entered = false;
    for (const credential of fittingFirst(credentials, target)) {
      if (entered) break;
      const outcome = await ask(world, target, { credential, value: valueFor(set, credential) });
      if (outcome === 'in') entered = true;
      else refusedBy.add(outcome);
    }
    letIn.push(entered);
  }
  const verdict = letIn.every(Boolean) ? 'allowed' : letIn.some(Boolean) ? 'conditional' : 'denied';
  return { verdict, refusedBy };
}

const valueFor = (set: string, credential: Credential): string =>
  set === own ? ((credential.kind === 'keys' ? credential.identityId : undefined) ?? 'has-no-identity') : set;

const ask = (world: ProofWorld, target: Target, asked: { readonly credential: Credential; readonly value: string }) =>
  target.kind === 'route' ? askRoute(world, routeOf(world, target), asked) : askData(world, target, asked);

/** Whoever is let in is so sooner. */
function fittingFirst(credentials: readonly Credential[], target: Target): readonly Credential[] {
  const signs = target.kind !== 'route' || target.authorization === 'AWS_IAM';
  return credentials.toSorted((one, other) => rank(one, signs) - rank(other, signs));
}

const rank = ({ kind }: Credential, signs: boolean): number => ((kind === 'keys') === signs ? 0 : 1);

/** A refusal must be by the check that the matrix names. */
function faultOf({ verdict, steps }: Cell, seen: Observation): string | undefined {
  const refusals = [...seen.refusedBy].toSorted().join(', ');
  if (verdict !== seen.verdict) return `${verdict} in the matrix, ${seen.verdict} in the sandbox (${refusals})`;
  const check = steps.at(-1)?.check;
  if (verdict !== 'denied' || check === undefined || seen.refusedBy.has(check)) return undefined;
  return `stops at ${check} in the matrix, at ${refusals} in the sandbox`;
}

const atOnce = 12;

async function inParallel<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
