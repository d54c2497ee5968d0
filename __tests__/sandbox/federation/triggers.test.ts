import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { confirmedUser, poolId } from '../support/user-pool-fixture';
import { start, signIn, idToken, named } from './support/saml-people';
import type { Event } from './support/saml-people';
import type { FederationWorld } from './support/federation-world';

describe('the functions of the pool', () => {
  const passes = (seen: Event[]) => (event: Event) => {
    seen.push(event);
    return Promise.resolve<InvocationResult>({ kind: 'returned', payload: event });
  };

  it('are asked before and after the first sign-in, and after each later one', async () => {
    const seen: Event[] = [];
    const world = start({
      triggers: { PreSignUp: passes(seen), PostConfirmation: passes(seen), PostAuthentication: passes(seen) },
    });
    await signIn(world);
    await signIn(world);
    expect(seen.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_ExternalProvider',
      'PostConfirmation_ConfirmSignUp',
      'PostAuthentication_Authentication',
    ]);
    expect(seen.map(({ userName }) => userName)).toEqual(Array(3).fill('Corporate_ann'));
    expect(seen[0]?.request.userAttributes).toMatchObject({ email: 'ann@example.com', email_verified: 'false' });
    expect(seen[2]?.request.userAttributes).toMatchObject({ 'cognito:user_status': 'EXTERNAL_PROVIDER' });
  });

  it('may refuse an account: nobody is made', async () => {
    const errorMessage = 'Not from here';
    const refuses = () =>
      Promise.resolve<InvocationResult>({ kind: 'failed', code: 'threw', detail: 'x', errorMessage });
    const world = start({ triggers: { PreSignUp: refuses } });
    expect((await signIn(world)).told).toMatchObject({
      error: 'invalid_request',
      error_description: 'PreSignUp failed with error Not from here. ',
    });
    expect(await world.refusal('AdminGetUser', named('Corporate_ann'))).toContain('UserNotFoundException');
  });

  it('may link the identity at the first sign-in: that one fails as on AWS, the next is the local user’s', async () => {
    let linked = '';
    const world: FederationWorld = start({
      triggers: {
        PreSignUp: async (event) => {
          if (event.triggerSource === 'PreSignUp_ExternalProvider') {
            await world.ok('AdminLinkProviderForUser', {
              UserPoolId: poolId,
              DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: linked },
              SourceUser: {
                ProviderName: 'Corporate',
                ProviderAttributeName: 'Cognito_Subject',
                ProviderAttributeValue: 'ann',
              },
            });
          }
          return { kind: 'returned', payload: event };
        },
      },
    });
    linked = await confirmedUser(world, 'ann@example.com');
    expect((await signIn(world)).told['error_description']).toBe('Already found an entry for username Corporate_ann');
    expect((await idToken(world, await signIn(world)))['sub']).toBe(linked);
  });
});
