import { Socket } from 'node:net';
import { join } from 'node:path';
import type * as BundleModule from '../../constructs/lambda/bundle';
import { projectRoot } from '../../constructs/project-root';
import type * as SigningKeysModule from '../../sandbox/user-pools/signing-keys';
import { readBundles } from './bundled-once';
import { withNativePowers, type BigIntegerModule } from './native-powers';
import { keysOfTheRun } from './signing-keys-once';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

// The SDK announces which Node it will need some day, once in each test file.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The sources stay as they are while tests run: what this project's functions are bundled to is made once for all. */
jest.mock('../../constructs/lambda/bundle', () => {
  const actual = jest.requireActual<typeof BundleModule>('../../constructs/lambda/bundle');
  const bundles = readBundles();
  return { ...actual, bundle: (entry: string) => bundles[join(projectRoot(), entry)] ?? actual.bundle(entry) };
});

/** Each token of cdktf keeps the whole stack of where it was made, which takes longer here than all else it does. */
jest.mock('cdktf/lib/tokens/private/stack-trace', () => ({ captureStackTrace: () => [] }));

/** Keys of user pools are made once a run. */
jest.mock('../../sandbox/user-pools/signing-keys', () => {
  const actual = jest.requireActual<typeof SigningKeysModule>('../../sandbox/user-pools/signing-keys');
  return { ...actual, generateSigningKeys: keysOfTheRun(actual.generateSigningKeys) };
});

/** The real client signs in, but for the speed of its arithmetic; `real-clients.test.ts` has that, too. */
jest.mock('amazon-cognito-identity-js/lib/BigInteger', () =>
  withNativePowers(jest.requireActual<BigIntegerModule>('amazon-cognito-identity-js/lib/BigInteger')),
);

/** Tests talk to this computer alone: a connection to any other host is a defect of the test. */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host !== undefined && !loopback.has(host)) {
    throw new Error(`A test tried to connect to ${host}. Only loopback is allowed.`);
  }
  return Reflect.apply(connect, this, args) as Socket;
};

function hostOf(args: readonly unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    // Agents pass `path: null` for a connection over TCP.
    return typeof path !== 'string' && typeof host === 'string' ? host : undefined;
  }
  return typeof args[1] === 'string' ? args[1] : undefined;
}
