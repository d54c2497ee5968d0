declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An HTTP server that answers as DynamoDB does, with tables in memory. It checks no signature. */
  export default function dynalite(options: {
    /** How long a table stays in the state CREATING, in milliseconds. */
    readonly createTableMs?: number;
  }): Server;
}
