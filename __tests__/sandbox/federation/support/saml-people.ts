import type { LambdaFunction } from '../../../../blueprint/model';
import type { TriggerKind, UserPool, UserPoolClient } from '../../../../blueprint/model/user-pools';
import type { InvocationResult } from '../../../../sandbox/lambda/function-runtime';
import { functionNamed } from '../../support/runtime-fixture';
import { claimsOf, poolId, clientId } from '../../support/user-pool-fixture';
import {
  browserClient,
  federatedPool,
  samlProvider,
  startFederationWorld,
  type FederationWorld,
  type Page,
} from './federation-world';
import { createSamlIdp, receive } from './saml-idp';

export const idp = createSamlIdp();
export const mail = { mail: ['ann@example.com'] };

/** What is unlike the usual: one SAML provider, whose `mail` and `groups` are mapped. */
export interface Options {
  readonly pool?: Partial<UserPool>;
  readonly client?: Partial<UserPoolClient>;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly triggers?: Partial<Record<TriggerKind, (event: Event) => Promise<InvocationResult>>>;
}

/** What a function of the pool is asked with. */
export interface Event {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: { readonly userAttributes: Readonly<Record<string, string>> };
}

/** A pool whose people come from a SAML provider. */
export function start({ pool = {}, client = {}, mapping, triggers = {} }: Options = {}): FederationWorld {
  const provider = samlProvider(idp.metadata, mapping === undefined ? {} : { attributeMapping: mapping });
  const functions = Object.keys(triggers).map((kind): LambdaFunction => ({
    ...functionNamed(kind, 'no archive: the world runs it'),
    permissions: [
      {
        stack: 'test',
        address: `aws_lambda_permission.${kind}`,
        action: 'lambda:InvokeFunction',
        principal: 'cognito-idp.amazonaws.com',
        sourceArn: undefined,
        sourceAccount: undefined,
      },
    ],
  }));
  const kindOf = (arn: string) => functions.find((known) => known.arn === arn)?.name as TriggerKind;
  return startFederationWorld(
    federatedPool([provider], {
      clients: [
        browserClient({ identityProviders: ['Corporate'], ...client }),
        ...federatedPool([]).clients.filter(({ id }) => id === clientId),
      ],
      triggers: functions.map(({ name, arn }) => ({
        kind: name as TriggerKind,
        functionArn: arn,
        version: 'V1_0',
      })),
      ...pool,
    }),
    {
      functions: {
        functions,
        runtime: {
          invoke: (arn, event) => {
            const answer = triggers[kindOf(arn)];
            return answer === undefined ? Promise.reject(new TypeError(arn)) : answer(event as Event);
          },
          stop: () => Promise.resolve(),
        },
      },
    },
  );
}

/** In a browser that nobody has used before. */
export async function signIn(
  world: FederationWorld,
  attributes: Readonly<Record<string, readonly string[]>> = mail,
  subject = 'ann',
): Promise<Page> {
  const browser = world.browser();
  const asked = receive(await browser.begin('Corporate'));
  const SAMLResponse = idp.answer(asked, { now: world.clock.now(), subject, attributes });
  return browser.post('/saml2/idpresponse', { SAMLResponse, RelayState: asked.relayState });
}

export async function idToken(world: FederationWorld, page: Page): Promise<Record<string, unknown>> {
  expect(page.told['error_description']).toBeUndefined();
  return claimsOf((await world.tokens(page))['id_token'] ?? '');
}

export const named = (Username: string) => ({ UserPoolId: poolId, Username });

export async function attributesOf(world: FederationWorld, username: string): Promise<Record<string, string>> {
  const { UserAttributes } = await world.ok('AdminGetUser', named(username));
  return Object.fromEntries(
    (UserAttributes as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
  );
}
