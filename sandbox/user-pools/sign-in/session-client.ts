import { sessionInvalid } from '../errors';
import type { ClientOfPool, PoolDirectory } from '../pool-directory';

/** The client that a session was given to, for operations that name none. Throws for a session of nobody. */
export function sessionClient({ runtimes }: PoolDirectory, session: string): ClientOfPool {
  for (const runtime of runtimes) {
    const found = runtime.signInSteps.look(session);
    const client = found.kind === 'found' ? clientOf(runtime, found.value.clientId) : anyClient(runtime, found.kind);
    if (client !== undefined) return { runtime, client };
  }
  throw sessionInvalid('The session is not of a pool here, or was used before.');
}

function clientOf({ pool }: ClientOfPool['runtime'], id: string): ClientOfPool['client'] | undefined {
  return pool.clients.find((client) => client.id === id);
}

/** Of a session that is over the pool alone is of interest: it says so. */
function anyClient({ pool }: ClientOfPool['runtime'], kind: 'expired' | 'unknown'): ClientOfPool['client'] | undefined {
  return kind === 'expired' ? pool.clients[0] : undefined;
}
