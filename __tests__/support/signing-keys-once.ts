import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeySource, SigningKey } from '../../sandbox/user-pools/signing-keys';
import type { Ids } from '../../sandbox/system/services';
import { runFolder } from './run-folder';

/** Two for each user pool of the stacks. */
const count = 10;

/** Makes RSA keys, each of which takes a tenth of a second, for all tests of the run. Private keys in PEM. */
export async function makeKeysOnce(folder: string): Promise<void> {
  const pairs = await Promise.all(
    Array.from({ length: count }, () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })),
  );
  const keys = pairs.map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(fileIn(folder), JSON.stringify(keys));
}

/** Keys of the run as long as there are any: a test file, which has this to itself, is given none of them twice. */
export function keysOfTheRun(makeNew: KeySource): KeySource {
  const folder = runFolder();
  const left = folder === undefined ? [] : (JSON.parse(readFileSync(fileIn(folder), 'utf8')) as string[]);
  return (ids) => {
    const [id, access] = left.splice(0, 2);
    if (id === undefined || access === undefined) return makeNew(ids);
    return Promise.resolve({ id: signingKey(id, ids), access: signingKey(access, ids) });
  };
}

function signingKey(pem: string, ids: Ids): SigningKey {
  const privateKey = createPrivateKey(pem);
  return { kid: ids.bytes(32).toString('base64'), privateKey, publicKey: createPublicKey(privateKey) };
}

function fileIn(folder: string): string {
  return join(folder, 'signing-keys.json');
}
