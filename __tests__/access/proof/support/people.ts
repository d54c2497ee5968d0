import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserGroup, UserPool, UserPoolClient } from '../../../../blueprint/model/user-pools';
import { signInWithSrp } from '../../../../tour/clients';
import { receive } from '../../../sandbox/federation/support/saml-idp';
import { password } from '../../../sandbox/support/pet-store-people';
import { openSignIn, tokensFor } from './domain';
import { together, type Self, type Credential, type Holder } from './holder';
import { tradeEverywhere } from './identities';
import type { ProofWorld } from './proof-world';
import { type AuthenticatorApp, signInWithNewApp } from './second-factor';

/** Tokens of one sign-in. */
interface Tokens {
  readonly id: string | undefined;
  readonly access: string;
}

/** Who is to be in a user pool. */
interface Wanted {
  readonly pool: UserPool;
  readonly group: UserGroup | undefined;
  readonly self: Self;
}

/** One of a pool's own users. */
interface Person {
  readonly pool: UserPool;
  readonly username: string;
  app?: AuthenticatorApp;
}

/** Somebody who is a member of one group or of none: by every sign-in of every client, with each ID token traded. */
export async function personOf(world: ProofWorld, wanted: Wanted): Promise<Holder> {
  const { pool } = wanted;
  const person = await create(world, wanted);
  const signIns: Tokens[] = [];
  for (const client of pool.clients.filter(({ authFlows }) => authFlows.has('ALLOW_USER_SRP_AUTH'))) {
    signIns.push(await withSrp(world, person, client));
  }
  for (const client of pool.clients.filter(({ oauth }) => oauth?.flows.has('code') === true)) {
    if (client.identityProviders.includes('COGNITO')) signIns.push(await onPages(world, person, client));
    signIns.push(...(await throughCompany(world, wanted, client)));
  }
  return together(await Promise.all(signIns.map((tokens) => holderOf(world, pool, tokens))));
}

async function create({ userPools }: ProofWorld, { pool, group, self }: Wanted): Promise<Person> {
  const { attributes = {} } = self;
  const username = `${nameOf({ group, self })}@example.com`;
  const user = { UserPoolId: pool.id, Username: username };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  await userPools.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await userPools.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  if (group !== undefined) await userPools.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group.name }));
  return { pool, username };
}

const nameOf = ({ group, self }: Pick<Wanted, 'group' | 'self'>): string =>
  [group?.name ?? 'ungrouped', ...Object.values(self.attributes ?? {}), ...(self.companyGroups ?? [])].join('-');

async function withSrp({ sandbox }: ProofWorld, person: Person, client: UserPoolClient): Promise<Tokens> {
  const { pool, username } = person;
  const target = { endpoint: sandbox.url, userPoolId: pool.id, clientId: client.id, username, password };
  if (pool.mfa.mode === 'ON') {
    const { session, app } = await signInWithNewApp({ ...target, now: () => Date.parse(sandbox.describe().time) });
    person.app = app;
    return { id: session.getIdToken().getJwtToken(), access: session.getAccessToken().getJwtToken() };
  }
  const session = await signInWithSrp(target);
  return { id: session.getIdToken().getJwtToken(), access: session.getAccessToken().getJwtToken() };
}

async function onPages(world: ProofWorld, { pool, username, app }: Person, client: UserPoolClient): Promise<Tokens> {
  const { browser, visit } = await openSignIn(world, { pool, client });
  const next = await browser.submit(visit, { username, password });
  return tokensFor(world, {
    pool,
    client,
    visit: app === undefined ? next : await browser.submit(next, { code: app.code() }),
  });
}

/** The company's SAML provider names the groups; into a group that no group there is, an administrator puts the person. */
async function throughCompany(world: ProofWorld, wanted: Wanted, client: UserPoolClient): Promise<readonly Tokens[]> {
  const { pool, group } = wanted;
  const { company } = world.outside;
  const saml = pool.identityProviders.find(({ kind }) => kind === 'SAML');
  if (company === undefined || saml === undefined) return [];
  const subject = `company-${nameOf(wanted)}`;
  const theirs = group === undefined ? undefined : company.groups.get(group.name);
  const groups = [
    'of no meaning here',
    ...(theirs === undefined ? [] : [theirs]),
    ...(wanted.self.companyGroups ?? []),
  ];
  const signIn = async (): Promise<Tokens> => {
    const { browser, visit } = await openSignIn(world, { pool, client, provider: saml.name });
    const asked = receive(visit.url);
    const told = { subject, attributes: { email: [`${subject}@example.com`], groups } };
    const SAMLResponse = company.idp.answer(asked, { now: Date.parse(world.sandbox.describe().time), ...told });
    const back = await browser.post(asked.assertionConsumerUrl, { SAMLResponse, RelayState: asked.relayState });
    return tokensFor(world, { pool, client, visit: back });
  };
  const first = await signIn();
  if (group === undefined || theirs !== undefined) return [first];
  const user = { UserPoolId: pool.id, Username: `${saml.name}_${subject}` };
  await world.userPools.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group.name }));
  return [await signIn()];
}

async function holderOf(world: ProofWorld, pool: UserPool, { id, access }: Tokens): Promise<Holder> {
  const brought: Credential[] = [{ kind: 'token', use: 'access', token: access }];
  if (id === undefined) return { credentials: brought, refusedBy: [] };
  const traded = await tradeEverywhere(world, { [pool.endpoint]: id });
  return together([{ credentials: [...brought, { kind: 'token', use: 'id', token: id }], refusedBy: [] }, traded]);
}
