import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import { protectSynthesis } from '../../constructs/checks/protect-synthesis';
import { loadSettings } from '../../settings';
import { PetStoreStack } from '../../stacks/pet-store';
import type { Arguments, SynthesizedStack } from './synthesized-stacks';

const known = new Map<string, SynthesizedStack>();

/** The pet store alone: its many settings need no synthesis of everything else. */
export function petStoreWith(environment: Readonly<Record<string, string>> = {}): SynthesizedStack {
  const key = JSON.stringify(environment);
  const found = known.get(key) ?? synthesize(environment);
  known.set(key, found);
  return found;
}

function synthesize(environment: Readonly<Record<string, string>>): SynthesizedStack {
  const outdir = mkdtempSync(join(tmpdir(), 'pet-store-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = new PetStoreStack(app, 'pet-store', loadSettings(environment));
    protectSynthesis(app);
    const json = JSON.parse(Testing.synth(stack, true)) as Record<string, Record<string, Record<string, Arguments>>>;
    const resources = Object.entries(json['resource'] ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([id, args]) => ({ stack: 'pet-store', type, address: `${type}.${id}`, args })),
    );
    return { name: 'pet-store', json, resources, outputs: Object.keys(json['output'] ?? {}).sort() };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
