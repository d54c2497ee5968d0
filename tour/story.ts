/** One step of a story: what is done, what must come of it. */
export interface Step<World> {
  readonly title: string;
  /** Does it, and returns one line on what was seen. Throws where it was not what must be. */
  readonly act: (world: World) => Promise<string>;
}

/** A document's story, told through real clients. */
export interface Story<World> {
  readonly title: string;
  readonly world: () => World;
  readonly steps: readonly Step<World>[];
}

/** Tells a story, a line a step. Resolves to whether all of it held; stops at the first step that did not. */
export async function tell<World>(story: Story<World>, say: (line: string) => void): Promise<boolean> {
  say(`\n${story.title}`);
  const world = story.world();
  for (const [index, step] of story.steps.entries()) {
    const number = String(index + 1).padStart(2);
    try {
      say(`  ${number}. ${step.title}\n      ✓ ${await step.act(world)}`);
    } catch (error) {
      say(`  ${number}. ${step.title}\n      ✗ ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
  return true;
}
