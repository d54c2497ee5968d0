import type { Construct } from 'constructs';
import { BaseStack } from '../constructs/base-stack';
import { ProtectedApi } from '../constructs/framework/protected-api';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { EchoServiceEnvironment } from '../functions/echo-service/environment';
import type { Settings } from '../settings';

/** Files behind authentication alone: everybody with a valid token gets in, people and machines, and nobody else. */
export class ApiAuthenticationStack extends BaseStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const handler = new NodeFunction<EchoServiceEnvironment>(this, 'echo', {
      name: `${settings.namePrefix}${settings.stage}-awesomeapp-echo`,
      entry: 'functions/echo-service/index.ts',
      environment: { allowedOrigins: settings.corsOrigins.join(',') },
      statements: [],
      logRetentionDays: settings.logRetentionDays,
    });
    const path = '/files';
    const api = new ProtectedApi(this, 'awesomeapp', {
      ...settings,
      name: 'awesomeapp',
      kind: 'authentication',
      mfa: settings.identity.mfa,
      selfSignUp: settings.identity.selfSignUp,
      identifier: 'https://awesomeapp.example.com',
      scopes: { 'file.read': 'Read files', 'file.write': 'Write files' },
      machines: { reader: ['file.read'], writer: ['file.read', 'file.write'] },
      routes: [
        { method: 'GET', path, handler, scopes: ['file.read'], signedInUsers: true },
        { method: 'POST', path, handler, scopes: ['file.write'], signedInUsers: true },
      ],
    });
    this.addOutputs({ ...api.outputs, files_url: `${api.restApi.invokeUrl}${path}` });
  }
}
