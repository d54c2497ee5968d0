import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { badUsersFile } from '../errors';

/** A user to be there from the start: confirmed, with a permanent password. */
export interface SeedUser {
  /** The user pool's name; needed where the stacks have several. */
  readonly userPool?: string | undefined;
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const seedUsers = z.array(
  z.strictObject({
    userPool: z.string().optional(),
    username: z.string().min(1).max(128),
    password: z.string().min(1).max(256),
    groups: z.array(z.string()).default([]),
  }),
);

/** Reads the file of `--users`; all its faults at once. */
export function readSeedUsers(path: string): readonly SeedUser[] {
  const parsed = seedUsers.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw badUsersFile(
    path,
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw badUsersFile(path, [error instanceof Error ? error.message : String(error)]);
  }
}
