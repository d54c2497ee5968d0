import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, nothingIsLeft, removeRepository, repository, run, scratch } from './support/base-repository';

beforeAll(makeRepository);
afterAll(removeRepository);

describe('with a revision', () => {
  test('it is synthesized elsewhere with its own code, compared, and removed', async () => {
    const { status, printed, complained } = await run(['good', '--fail-on', 'weaker']);
    expect({ status, complained }).toEqual({ status: 1, complained: '' });
    expect(printed).toContain('iam to none');
    nothingIsLeft();
  });

  test('from a folder within the repository', async () => {
    const folder = join(repository, 'synthesized');
    expect(await run(['HEAD', '--output', '../cdktf.out'], { folder })).toMatchObject({ status: 0, complained: '' });
    nothingIsLeft();
  });

  test('from within a hook of git', async () => {
    process.env['GIT_DIR'] = join(scratch, 'nowhere');
    try {
      expect(await run(['good'])).toMatchObject({ status: 0, complained: '' });
    } finally {
      delete process.env['GIT_DIR'];
    }
    nothingIsLeft();
  });

  test('the hooks of the repository do not run', async () => {
    const hook = join(repository, '.git/hooks/post-checkout');
    mkdirSync(join(repository, '.git/hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch '${join(scratch, 'hook-ran')}'\n`, { mode: 0o755 });
    expect(await run(['good'])).toMatchObject({ status: 0 });
    expect(existsSync(join(scratch, 'hook-ran'))).toBe(false);
    rmSync(hook);
  });

  test('one that does not synthesize is no answer, and is removed', async () => {
    const { status, printed, complained } = await run(['broken']);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(
      /^The base "broken" does not synthesize, .* settings .*, or synthesize it elsewhere and give the folder that cdktf synth wrote\.\n"npm run --silent synth" ended with 1\.\n/,
    );
    expect(complained).toContain('this revision is broken');
    nothingIsLeft();
  });

  test.each([[['no-packages']], [['no-packages', '--install']]])('without a package-lock.json: %j', async (args) => {
    const { status, printed, complained } = await run(args);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toBe(
      'The base "no-packages" has no package-lock.json at the top of the repository, so which packages its code needs ' +
        'is not known. Give a revision that has one, or synthesize it elsewhere and give the folder that cdktf synth wrote.',
    );
    nothingIsLeft();
  });

  test('one whose packages cannot be installed is no answer, and is removed', async () => {
    const { status, printed, complained } = await run(['broken-packages', '--install']);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(
      /^The packages of the base "broken-packages" cannot be installed here\. .*\n"npm ci --no-audit --no-fund" ended with 1\.\n/,
    );
    expect(complained).toContain('not-in-the-lockfile');
    nothingIsLeft();
  });

  test('where no packages are installed here, it says so', async () => {
    const packages = join(repository, 'node_modules');
    renameSync(packages, `${packages}-away`);
    try {
      const { status, complained } = await run(['good']);
      expect({ status, complained }).toEqual({
        status: 2,
        complained: `${realpathSync(repository)}/node_modules does not exist, and the base needs the packages in it to be synthesized. Run "npm ci" first.`,
      });
    } finally {
      renameSync(`${packages}-away`, packages);
    }
    nothingIsLeft();
  });

  test('where git makes no worktree, what it says is told', async () => {
    const worktrees = join(repository, '.git/worktrees');
    writeFileSync(worktrees, 'no folder');
    try {
      const { status, complained } = await run(['good']);
      expect(status).toBe(2);
      expect(complained).toMatch(
        /^Git makes no worktree of the base "good"\. .* give the folder that cdktf synth wrote\.\n"git .* worktree add .*" ended with 128\.\n/,
      );
    } finally {
      rmSync(worktrees);
    }
    nothingIsLeft();
  });

  test('where there is no git, it says so', async () => {
    const { status, complained } = await run(['good'], { environment: { PATH: scratch } });
    expect(status).toBe(2);
    expect(complained).toMatch(
      /^The base cannot be looked for\. Install what is missing, .*\n"git" ended with .*ENOENT/,
    );
  });

  test('one that needs other packages is no answer, but for --install', async () => {
    const { status, complained } = await run(['other-packages']);
    expect(status).toBe(2);
    expect(complained).toMatch(/^The base "other-packages" has another package-lock\.json, .* Add --install /);
    nothingIsLeft();
    expect(await run(['other-packages', '--install'])).toMatchObject({ status: 0, complained: '' });
    nothingIsLeft();
  });

  test('a person who stops it leaves nothing behind', async () => {
    const stop = new AbortController();
    const running = run(['good'], { signal: stop.signal });
    stop.abort();
    expect((await running).status).toBe(2);
    nothingIsLeft();
  });
});
