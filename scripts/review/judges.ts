/** Folders and files whose code tells what a change does, or keeps it from being made unseen. */
const judges = /^(?:access|blueprint|iam|scripts|constructs\/checks|\.github)\/|^(?:package(?:-lock)?\.json|\.npmrc)$/;

/**
 * Those files of a pull request that are part of what tells of it: its own jobs ran them, so the comment may be wrong. It
 * is help for an honest reader, no wall: any code of the branch runs in the same job.
 */
export function judgesAmong(files: readonly string[]): readonly string[] {
  return [...new Set(files.filter((file) => judges.test(file)))].sort();
}
