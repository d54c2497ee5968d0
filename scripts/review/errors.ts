/** A mistake of whoever calls the review's commands, or an answer of Terraform or GitHub that stops them. */
export class ReviewError extends Error {
  override readonly name = 'ReviewError';
}

export const usage = (given: string): ReviewError =>
  new ReviewError(
    `"${given}" is no command of the review. Allowed: plan --out <folder>, comment --from <folder>, apply --reviewed <folder>, drift.`,
  );

export const missingVariable = (name: string, meaning: string): ReviewError =>
  new ReviewError(`The environment variable ${name} is absent or empty; it must hold ${meaning}.`);

export const badVariable = (name: string, value: string, allowed: string): ReviewError =>
  new ReviewError(`The environment variable ${name} is "${value}"; allowed: ${allowed}.`);

export const badPlan = (stack: string, fault: string): ReviewError =>
  new ReviewError(
    `The plan of ${stack} ${fault}. It must be what "terraform show -json" prints for a saved plan, format 1.x.`,
  );

export const commandFailed = (command: string, status: number, output: string): ReviewError =>
  new ReviewError(`${command} ended with ${status}.\n${output}`);

export const badManifest = (fault: string): ReviewError =>
  new ReviewError(`The manifest of the synthesized output ${fault}. Synthesize again with npm run synth.`);

export const notReviewed = (stack: string, reviewed: string, now: string): ReviewError =>
  new ReviewError(
    `The plan of ${stack} is no longer the one that was approved: ${reviewed} was, ${now} is what would be applied. ` +
      'Something changed since: the state, the account, or a stack that this one reads. Nothing of this stack was applied. Run the workflow again and approve the new plan.',
  );

export const neverReviewed = (stack: string): ReviewError =>
  new ReviewError(`The approved plans do not hold ${stack}. Run the workflow again and approve a plan of all stacks.`);

export const githubRefused = (call: string, status: number, message: string): ReviewError =>
  new ReviewError(
    `GitHub answered ${status} to ${call}: ${message}.${
      status === 403 || status === 404
        ? ' The job needs the permission to write: pull-requests for a comment, issues for the drift; a fork never has it.'
        : ''
    }`,
  );

export const badReport = (path: string, fault: string): ReviewError =>
  new ReviewError(`${path} ${fault}. It must be written by npm run review -- plan.`);

export const exampleIsGone = (file: string, text: string): ReviewError =>
  new ReviewError(
    `${file} no longer holds ${text}, which the example on the page of reviews changes. Change the example in scripts/review-page.ts.`,
  );
