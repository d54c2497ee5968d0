import type { Cell, Principal, Target, Verdict } from '../../../../access/model';
import { askData } from './ask-data';
import { askRoute, routeOf, type Outcome } from './ask-route';
import { type Self, type Credential, type Holder } from './holder';
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

/** What may differ between two requests for the same cell, where the matrix says that it decides. */
export interface DataSet {
  /** Of each parameter of a path. */
  readonly value?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly self?: Self;
}

/** Stands for the identity of whoever asks. */
export const own = '{own}';
const others = 'somebody-else';

/** Becomes each principal of the matrix and asks for each of its targets, with each of the data sets. */
export async function prove(world: ProofWorld, sets: readonly DataSet[] = [{}]): Promise<Proof> {
  const notToBeHad: Record<string, string> = {};
  const disagreements: string[] = [];
  let agreed = 0;
  const holders = await becomeAll(world, sets, notToBeHad);
  const targets = new Map(world.matrix.targets.map((target) => [target.key, target]));
  const questions = world.matrix.cells.flatMap((cell) => {
    const selves = holders.get(cell.principal);
    const target = targets.get(cell.target);
    return selves === undefined || target === undefined ? [] : [{ cell, selves, target }];
  });
  await inParallel(questions, async ({ cell, selves, target }) => {
    const seen = await observe(world, { selves, target, sets });
    const fault = faultOf(cell, seen);
    if (fault === undefined) agreed += 1;
    else disagreements.push(`${cell.principal} -> ${cell.target}: ${fault}`);
  });
  return { agreed, disagreements: disagreements.toSorted(), notToBeHad };
}

/** By the data set that makes them who they are. */
type Selves = ReadonlyMap<Self | undefined, Holder>;

async function becomeAll(
  world: ProofWorld,
  sets: readonly DataSet[],
  notToBeHad: Record<string, string>,
): Promise<ReadonlyMap<string, Selves>> {
  const all = new Map<string, Selves>();
  const kinds = [...new Set(sets.map(({ self }) => self))];
  await inParallel(world.matrix.principals, async (principal: Principal) => {
    try {
      const selves = new Map<Self | undefined, Holder>();
      for (const self of kinds) if (concerns(self, principal)) selves.set(self, await become(world, principal, self));
      all.set(principal.key, selves);
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      notToBeHad[principal.key] = error.message;
    }
  });
  return all;
}

/** A SAML provider can name a role for people of identity pools alone. */
const concerns = (self: Self | undefined, { kind }: Principal): boolean =>
  self?.namedRole === undefined || kind === 'signed-in-identity';

/** How all of a holder's credentials fared: by data set whether one was let in, and who refused the others. */
interface Observation {
  readonly verdict: Verdict;
  readonly refusedBy: ReadonlySet<Outcome>;
}

interface Question {
  readonly selves: Selves;
  readonly target: Target;
  readonly sets: readonly DataSet[];
}

async function observe(world: ProofWorld, { selves, target, sets }: Question): Promise<Observation> {
  const refusedBy = new Set<Outcome>();
  const letIn: boolean[] = [];
  for (const set of sets.flatMap((one) => setsFor(target, one))) {
    const holder = selves.get(set.self);
    if (holder === undefined) continue;
    for (const check of holder.refusedBy) refusedBy.add(check);
    letIn.push(await isLetIn(world, { holder, target, set }, refusedBy));
  }
  if (letIn.length === 0) throw new TypeError(`nobody asked for ${target.key}`);
  const verdict = letIn.every(Boolean) ? 'allowed' : letIn.some(Boolean) ? 'conditional' : 'denied';
  return { verdict, refusedBy };
}

const setsFor = ({ kind }: Target, set: DataSet): readonly DataSet[] =>
  kind === 'route' ? [set] : [own, others].map((value) => ({ ...set, value }));

async function isLetIn(
  world: ProofWorld,
  { holder, target, set }: { readonly holder: Holder; readonly target: Target; readonly set: DataSet },
  refusedBy: Set<Outcome>,
): Promise<boolean> {
  const credentials: readonly Credential[] = holder.credentials.length === 0 ? [{ kind: 'none' }] : holder.credentials;
  for (const credential of fittingFirst(credentials, target)) {
    const asked = { credential, value: valueFor(set, credential), headers: set.headers ?? {} };
    const outcome =
      target.kind === 'route'
        ? await askRoute(world, routeOf(world, target), asked)
        : await askData(world, target, asked);
    if (outcome === 'in') return true;
    refusedBy.add(outcome);
  }
  return false;
}

function valueFor({ value = 'p1' }: DataSet, credential: Credential): string {
  if (value !== own) return value;
  return (credential.kind === 'keys' ? credential.identityId : undefined) ?? 'has-no-identity';
}

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
  if (seen.refusedBy.has('failure') && (check === 'authorizer' || check === 'group-policy')) return undefined;
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
