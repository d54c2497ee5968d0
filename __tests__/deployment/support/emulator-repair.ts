import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the emulator. */
export interface Repair {
  readonly url: string;
  stop(): Promise<void>;
}

interface UserPoolClient {
  readonly UserPoolClient?: { readonly ClientId: string; RefreshTokenRotation?: unknown };
}

const clientOperation = /\.(?:Create|Update|Describe)UserPoolClient$/;

/**
 * Emulator fault: it forgets the refresh token rotation of an app client, so that Terraform ends with "inconsistent result
 * after apply". What was sent is kept here, and answered with the client; everything else passes as it is.
 */
export async function startRepair(emulator: URL): Promise<Repair> {
  const rotations = new Map<string, unknown>();
  const server = createServer((incoming, outgoing) => {
    forward(emulator, rotations, { incoming, outgoing }).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function forward(
  emulator: URL,
  rotations: Map<string, unknown>,
  { incoming, outgoing }: Exchange,
): Promise<void> {
  const sent = await read(incoming);
  const { method, url: path, headers } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: emulator.hostname, port: emulator.port, method, path, headers }, resolve)
      .once('error', reject)
      .end(sent);
  });
  const body = await read(answer);
  const repaired =
    answer.statusCode === 200 && clientOperation.test(String(headers['x-amz-target'] ?? ''))
      ? withRotation(sent, body, rotations)
      : body;
  const { 'transfer-encoding': chunked, ...kept } = answer.headers;
  // The length that a HEAD tells is that of a body that is not there.
  const length = chunked === undefined && repaired === body ? {} : { 'content-length': String(repaired.length) };
  outgoing.writeHead(answer.statusCode ?? 502, { ...kept, ...length }).end(repaired);
}

function withRotation(sent: Buffer, body: Buffer, rotations: Map<string, unknown>): Buffer {
  const asked = JSON.parse(sent.toString()) as { readonly RefreshTokenRotation?: unknown };
  const answer = JSON.parse(body.toString()) as UserPoolClient;
  const client = answer.UserPoolClient;
  if (client === undefined) return body;
  if (asked.RefreshTokenRotation !== undefined) rotations.set(client.ClientId, asked.RefreshTokenRotation);
  if (rotations.has(client.ClientId)) client.RefreshTokenRotation = rotations.get(client.ClientId);
  return Buffer.from(JSON.stringify(answer));
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
