import { AssumeRoleWithSAMLCommand, AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import type { Role } from '../../../../blueprint/model';
import { samlResponse } from './identities';
import { keysOf, refusedAs, type Credential, type Holder } from './holder';
import type { ProofWorld } from './proof-world';

type Attempt = () => Promise<{ readonly Credentials?: Parameters<typeof keysOf>[0] }>;

/** Somebody who asks STS for a role on the word of every provider there is, and of each of its applications. */
export async function federatedAs(world: ProofWorld, role: Role): Promise<Holder> {
  const credentials: Credential[] = [];
  const attempts = [...bySaml(world, role), ...byToken(world, role)];
  for (const attempt of attempts) {
    try {
      credentials.push({ kind: 'keys', keys: keysOf((await attempt()).Credentials) });
    } catch (error) {
      refusedAs(error, ['AccessDenied']);
    }
  }
  return { credentials, refusedBy: credentials.length < attempts.length ? ['role'] : [] };
}

function bySaml(world: ProofWorld, { arn: RoleArn }: Role): readonly Attempt[] {
  const { sts, sandbox } = world;
  return sandbox.blueprint.samlProviders.map(({ arn: PrincipalArn }) => () => {
    const SAMLAssertion = samlResponse(world, [`${RoleArn},${PrincipalArn}`]);
    return sts.send(new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn, SAMLAssertion }));
  });
}

function byToken({ sts, sandbox, outside }: ProofWorld, { arn: RoleArn }: Role): readonly Attempt[] {
  return sandbox.blueprint.openIdConnectProviders.flatMap(({ issuer, clientIds }) =>
    clientIds.map((clientId) => async () => {
      const provider = outside.openId.get(issuer);
      if (provider === undefined) throw new TypeError(`nothing stands for ${issuer}`);
      const WebIdentityToken = await provider.signIn(clientId, 'ann');
      return sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'ann', WebIdentityToken }));
    }),
  );
}
