import type { Construct } from 'constructs';
import { BaseStack } from '../constructs/base-stack';
import { ProtectedApi } from '../constructs/framework/protected-api';
import type { GroupRights, GroupRule } from '../constructs/framework/group-rights';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { EchoServiceEnvironment } from '../functions/echo-service/environment';
import type { Settings } from '../settings';

const list: GroupRule = { effect: 'Allow', method: 'GET', path: '/files' };
const read: GroupRule = { effect: 'Allow', method: 'GET', path: '/files/{fileId}' };
const write: GroupRule = { effect: 'Allow', method: 'POST', path: '/files' };
const remove: GroupRule = { effect: 'Allow', method: 'DELETE', path: '/files/{fileId}' };

/** Who may do what; a reviewer sees a change of it in the plan. */
const groups: Readonly<Record<string, GroupRights>> = {
  readers: { description: 'May see files.', rules: [list, read] },
  writers: { description: 'May see and write files.', rules: [list, read, write] },
  admins: { description: 'May do everything.', rules: [list, read, write, remove] },
  suspended: {
    description: 'May not change anything, whatever their other groups may.',
    rules: [
      { ...write, effect: 'Deny' },
      { ...remove, effect: 'Deny' },
    ],
  },
};

/** Files behind authorization: a function looks up what the groups of a user may do, and denies where there is nothing. */
export class ApiAuthorizationStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const handler = new NodeFunction<EchoServiceEnvironment>(this, 'echo', {
      name: `${settings.namePrefix}${settings.stage}-teamfiles-echo`,
      entry: 'functions/echo-service/index.ts',
      environment: { allowedOrigins: settings.corsOrigins.join(',') },
      statements: [],
      logRetentionDays: settings.logRetentionDays,
    });
    const api = new ProtectedApi(this, 'teamfiles', {
      ...settings,
      name: 'teamfiles',
      kind: 'authorization-by-group',
      groups,
      routes: [list, read, write, remove].map(({ method, path }) => ({ method, path, handler })),
    });
    this.addOutputs({ ...api.outputs, files_url: `${api.restApi.invokeUrl}/files` });
  }
}
