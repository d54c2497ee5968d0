import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { clientNotFound, poolNotFound } from './errors';
import type { PoolRuntime } from './pool-runtime';

/** An app client and the pool that it belongs to. */
export interface ClientOfPool {
  readonly runtime: PoolRuntime;
  readonly client: UserPoolClient;
}

/** All pools of a sandbox. */
export class PoolDirectory {
  constructor(readonly runtimes: readonly PoolRuntime[]) {}

  /** Throws `ResourceNotFoundException`. */
  pool(id: string): PoolRuntime {
    const runtime = this.runtimes.find(({ pool }) => pool.id === id);
    if (runtime === undefined) throw poolNotFound(id);
    return runtime;
  }

  /** Throws `ResourceNotFoundException`. */
  client(id: string): ClientOfPool {
    const found = this.findClient(id);
    if (found === undefined) throw clientNotFound(id);
    return found;
  }

  findClient(id: string): ClientOfPool | undefined {
    for (const runtime of this.runtimes) {
      const client = runtime.pool.clients.find((candidate) => candidate.id === id);
      if (client !== undefined) return { runtime, client };
    }
    return undefined;
  }

  /** A client that an administrator names with its pool. Throws `ResourceNotFoundException`. */
  clientOf(poolId: string, clientId: string): ClientOfPool {
    const runtime = this.pool(poolId);
    const client = runtime.pool.clients.find(({ id }) => id === clientId);
    if (client === undefined) throw clientNotFound(clientId);
    return { runtime, client };
  }

  byIssuer(issuer: string): PoolRuntime | undefined {
    return this.runtimes.find((runtime) => runtime.issuer === issuer);
  }
}
