import { handler, runFunction } from '../support/function-runtime';
import { callerFor, listen } from '../support/runtime-fixture';

describe('the environment of a function', () => {
  it('is what it declares and what Lambda adds, and nothing of this process', async () => {
    process.env['LEAKED_FROM_THE_PARENT'] = 'yes';
    const running = runFunction(handler('async () => process.env'), {
      fn: { environment: { tableName: 'dev-notes', AWS_REGION: 'x' } },
    });
    const result = await running.invoke();
    delete process.env['LEAKED_FROM_THE_PARENT'];
    expect(result).toEqual({
      kind: 'returned',
      payload: {
        tableName: 'dev-notes',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: 'ASIA0',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: 'token0',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
        AWS_LAMBDA_FUNCTION_NAME: 'notes',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/notes',
        AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/) as string,
        LAMBDA_TASK_ROOT: expect.stringMatching(/notes$/) as string,
        LAMBDA_RUNTIME_DIR: '/var/runtime',
        _HANDLER: 'index.handler',
        TZ: ':UTC',
        LANG: 'en_US.UTF-8',
        PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      },
    });
  });

  it('has the credentials of a session of its role, named after the function', async () => {
    const running = runFunction(handler('async () => 1'));
    await running.invoke();
    expect(running.credentials.issued.map((one) => one.caller)).toEqual([callerFor(running.fn.roleArn, 'notes')]);
  });

  it('is replaced before its credentials end', async () => {
    const running = runFunction('let n = 0; exports.handler = async () => [n++, process.env.AWS_ACCESS_KEY_ID];');
    const payloads = [await running.invoke(), await running.invoke()];
    running.clock.move(12 * 3600_000 - 30_000);
    payloads.push(await running.invoke());
    expect(payloads.map((one) => one.kind === 'returned' && one.payload)).toEqual([
      [0, 'ASIA0'],
      [1, 'ASIA0'],
      [0, 'ASIA1'],
    ]);
  });

  it('follows the clock of the sandbox', async () => {
    const running = runFunction(
      handler(
        'async () => [new Date().getFullYear(), new Date(Date.now()).getFullYear(), new Date(0).getFullYear(), new Date() instanceof Date, Date().slice(11, 15)]',
      ),
    );
    const before = await running.invoke();
    running.clock.move(3 * 365 * 24 * 3600_000);
    const after = await running.invoke();
    expect([before, after].map((one) => one.kind === 'returned' && one.payload)).toEqual([
      [2026, 2026, 1970, true, '2026'],
      [2028, 2028, 1970, true, '2028'],
    ]);
  });

  it('gives the handler its context', async () => {
    const running = runFunction(
      handler('async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })'),
    );
    const result = await running.invoke();
    expect(result).toEqual({
      kind: 'returned',
      payload: {
        functionName: 'notes',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:notes',
        memoryLimitInMB: '128',
        logGroupName: '/aws/lambda/notes',
        logStreamName: expect.stringMatching(/^2026\//) as string,
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        callbackWaitsForEmptyEventLoop: true,
        left: expect.any(Number) as number,
      },
    });
    const left = result.kind === 'returned' ? (result.payload as { left: number }).left : 0;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5000);
  });

  it('has what it writes in the log, a line each, with the function and the request', async () => {
    const running = runFunction(
      `console.log('loading'); exports.handler = async (event, context) => { console.log('a\\nb'); console.error({ c: 1 }); process.stdout.write('no end'); return context.awsRequestId; };`,
    );
    const result = await running.invoke();
    const requestId = result.kind === 'returned' ? result.payload : 'none';
    const line = (level: string, text: string, id: unknown): unknown => ({
      level,
      event: 'function output',
      fields: { function: 'notes', requestId: id, line: text },
    });
    expect(running.lines).toEqual([
      line('info', 'loading', undefined),
      line('info', 'a', requestId),
      line('info', 'b', requestId),
      line('warn', '{ c: 1 }', requestId),
      line('info', 'no end', requestId),
    ]);
  });

  it('reaches the sandbox by the hosts of AWS', async () => {
    const port = await listen((request, response) => response.end(request.headers.host));
    const source = handler(
      `async () => [await (await fetch('https://cognito-idp.us-east-1.amazonaws.com/x')).text(),
        await new Promise((resolve) => require('https').get('https://dynamodb.us-east-1.amazonaws.com/', (a) => a.on('data', (d) => resolve(String(d))))),
        await fetch('https://s3.us-east-1.amazonaws.com').catch((error) => error.cause.code)]`,
    );
    const running = runFunction(source, { services: { carryTo: () => ({ port }) } });
    await expect(running.invoke()).resolves.toEqual({
      kind: 'returned',
      payload: ['cognito-idp.us-east-1.amazonaws.com', 'dynamodb.us-east-1.amazonaws.com', 'ERR_HOST_NOT_CARRIED'],
    });
  });

  it('may ask Node for source maps', async () => {
    const running = runFunction(handler('async () => 1'), {
      fn: { environment: { NODE_OPTIONS: '--enable-source-maps' } },
    });
    await expect(running.invoke()).resolves.toEqual({ kind: 'returned', payload: 1 });
  });
});
